package continuity.cli.local;

import continuity.cli.terminal.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The key pair that tokens are signed with: made once, kept as PEM files. */
public record SigningKeys(PrivateKey privateKey, PublicKey publicKey) {

    /** As JSON Web Tokens name it. */
    static final String ALGORITHM = "RS256";

    private static final int BITS = 2048;
    private static final String SIGNATURE = "SHA256withRSA"; // the JDK's name of the same

    /** Reads the private key, or makes one; the public one is derived from it and written beside it. */
    static SigningKeys prepare(Path privatePem, Path publicPem) {
        try {
            var keys = Files.exists(privatePem) ? read(privatePem) : generate();
            if (!Files.exists(privatePem)) {
                PrivateFiles.write(privatePem, pem("PRIVATE KEY", keys.privateKey.getEncoded()));
            }
            var published = keys.publicPem();
            if (!Files.exists(publicPem) || !Files.readString(publicPem).equals(published)) {
                PrivateFiles.write(publicPem, published);
            }
            return keys;
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException damaged) {
            throw CommandFailed.because(
                    "The key in %s is damaged. Put it back from a backup, or delete it: the next start makes another, and all tokens are made anew."
                            .formatted(privatePem));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public key as it is published. */
    public String publicPem() {
        return pem("PUBLIC KEY", publicKey.getEncoded());
    }

    byte[] sign(String text) {
        try {
            var signature = Signature.getInstance(SIGNATURE);
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key cannot be used", e);
        }
    }

    /** Whether the text was signed with this pair's private key. */
    boolean verifies(String text, byte[] signature) {
        try {
            var check = Signature.getInstance(SIGNATURE);
            check.initVerify(publicKey);
            check.update(text.getBytes(StandardCharsets.US_ASCII));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static SigningKeys generate() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        var pair = generator.generateKeyPair();
        return new SigningKeys(pair.getPrivate(), pair.getPublic());
    }

    /** @throws GeneralSecurityException if there is no such key in the file */
    public static SigningKeys read(Path privatePem) throws GeneralSecurityException, IOException {
        var body = Files.readString(privatePem).replaceAll("-----[^-]+-----|\\s", "");
        var factory = KeyFactory.getInstance("RSA");
        var privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(decode(body)));
        var numbers = (RSAPrivateCrtKey) privateKey;
        var publicKey = factory.generatePublic(new RSAPublicKeySpec(numbers.getModulus(), numbers.getPublicExponent()));
        return new SigningKeys(privateKey, publicKey);
    }

    private static byte[] decode(String body) throws InvalidKeyException {
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidKeyException("not in base64", notBase64);
        }
    }

    private static String pem(String what, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what);
    }
}
