package continuity.registry.tokens;

import continuity.contracts.TokenChanged;
import continuity.contracts.Topics;
import continuity.kit.kafka.OutgoingMessage;
import continuity.kit.outbox.Outbox;
import continuity.kit.outbox.OutboxEntry;
import continuity.kit.outbox.OutboxSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** What others hear on {@link Topics#TOKENS}: that a token was made or revoked. */
@ApplicationScoped
class TokenMessages implements OutboxSource {

    private final TokenStore store;
    private final Outbox outbox;

    TokenMessages(TokenStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    @Override
    public Optional<String> topic() {
        return Optional.of(Topics.TOKENS);
    }

    /** Notes a change inside the transaction that makes it. */
    void announce(AccessToken token) {
        outbox.add(Topics.TOKENS, token.tokenId(), token.tokenId(), Map.of());
    }

    @Override
    public Optional<OutgoingMessage> load(OutboxEntry entry) {
        return store.find(entry.pointer()).map(TokenMessages::message);
    }

    private static OutgoingMessage message(AccessToken token) {
        var changed = new TokenChanged(token.tokenId(), token.subject(), token.expiresAt(), token.revokedAt());
        var id = token.tokenId() + (token.revokedAt() == null ? "#created" : "#revoked");
        return new OutgoingMessage(Topics.TOKENS, token.tokenId(), id, changed);
    }
}
