package continuity.bench.resume.desk;

import java.util.Map;

/** The files of each {@link Ground}. */
final class GroundFiles {

    private static final String CART = """
            function total(items) {
              return items.reduce((sum, item) => sum + item.price * item.count, 0);
            }
            module.exports = { total };
            """;

    private static final String CART_TEST = """
            const test = require('node:test');
            const assert = require('node:assert');
            const cart = require('../src/cart.js');

            test('total adds up', () => {
              assert.equal(cart.total([{ price: 250, count: 2 }, { price: 100, count: 1 }]), 600);
            });
            """;

    static final Map<String, String> SHOP = Map.of(
            ".gitignore",
            "node_modules/\ndist/\n",
            "README.md",
            "# Shop\n",
            "package.json",
            "{\n  \"name\": \"shop\",\n  \"version\": \"0.1.0\",\n  \"scripts\": { \"test\": \"node --test\" }\n}\n",
            "src/cart.js",
            CART,
            "test/cart.test.js",
            CART_TEST);

    static final Map<String, String> BANK = Map.of(
            ".gitignore",
            "__pycache__/\nbuild/\n",
            "README.md",
            "# Bank\n",
            "bank/__init__.py",
            "",
            "bank/account.py",
            """
            class Account:
                def __init__(self, balance=0):
                    self.balance = balance

                def deposit(self, amount):
                    self.balance += amount

                def withdraw(self, amount):
                    self.balance -= amount
            """,
            "tests/__init__.py",
            "",
            "tests/test_account.py",
            """
            import unittest
            from bank.account import Account


            class AccountTest(unittest.TestCase):
                def test_deposit(self):
                    account = Account()
                    account.deposit(5)
                    self.assertEqual(account.balance, 5)

                def test_withdraw(self):
                    account = Account(10)
                    account.withdraw(3)
                    self.assertEqual(account.balance, 7)


            if __name__ == '__main__':
                unittest.main()
            """);

    static final Map<String, String> HANDBOOK = Map.of(
            "README.md",
            "# Handbook\n\nSee [install](docs/install.md).\n",
            "docs/index.md",
            "# Index\n\n- [Install](install.md)\n",
            "docs/install.md",
            "# Install\n\nRun `make install`.\n",
            "config/app.yaml",
            "port: 8080\nworkers: 2\n",
            "config/logging.json",
            "{ \"level\": \"info\" }\n",
            "scripts/check-links.sh",
            """
            #!/bin/bash
            # Every relative link of the documents leads somewhere.
            status=0
            while IFS=: read -r file link; do
              target=$(dirname "$file")/$(sed 's/.*](\\([^)]*\\)).*/\\1/' <<<"$link")
              if [ ! -e "$target" ]; then echo "$file: broken link $target"; status=1; fi
            done < <(grep -o '\\[[^]]*\\]([^)]*)' -r README.md docs --include=*.md -H)
            exit $status
            """);

    static final Map<String, String> MONOREPO = Map.of(
            ".gitignore",
            "node_modules/\n",
            "README.md",
            "# Alles\n",
            "apps/web shop/package.json",
            "{ \"name\": \"web-shop\", \"scripts\": { \"test\": \"node --test\" } }\n",
            "apps/web shop/src/cart.js",
            CART,
            "apps/web shop/test/cart.test.js",
            CART_TEST,
            "libs/größe/index.js",
            "exports.groß = (text) => text.toUpperCase();\n",
            "libs/größe/größe.test.js",
            """
            const test = require('node:test');
            const assert = require('node:assert');
            const { groß } = require('./index.js');

            test('macht groß', () => assert.equal(groß('ab'), 'AB'));
            """,
            "libs/données/prix.json",
            "{ \"pain\": 120 }\n",
            "tools/build all.sh",
            "for f in apps/*/src/*.js; do node --check \"$f\" || exit 1; done\necho built\n");

    private GroundFiles() {}
}
