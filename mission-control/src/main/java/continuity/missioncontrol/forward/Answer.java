package continuity.missioncontrol.forward;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a service said.
 *
 * @param status HTTP status, never one that means "ask again later"
 * @param body JSON; a missing node when there was none
 */
public record Answer(int status, JsonNode body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** A text of the body, empty when it is not there. */
    public String text(String field) {
        return body.path(field).asText("");
    }

    /** This answer, if it is a success. */
    Answer orRefused(String what) {
        if (!isSuccess()) {
            throw new Refused(what, status, text("code"), text("detail"));
        }
        return this;
    }
}
