package continuity.missioncontrol.forward;

/** A service understood what we sent and does not want it; sending it again would not help. */
public final class Refused extends RuntimeException {

    private final int status;
    private final String code;
    private final String detail;

    Refused(String what, int status, String code, String detail) {
        super(what + " was answered " + status + " " + code);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    public int status() {
        return status;
    }

    /** The problem's stable code, perhaps empty. */
    public String code() {
        return code;
    }

    /** Whether another instance goes on with the work of that session: nothing is wrong. */
    public boolean isSuperseded() {
        return code.equals("instance_superseded");
    }

    /** What the service says about it, for people; perhaps empty. May quote input, so it is not for the log. */
    public String detail() {
        return detail;
    }
}
