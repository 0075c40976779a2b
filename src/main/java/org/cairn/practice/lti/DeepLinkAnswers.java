package org.cairn.practice.lti;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Tool;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Checks what tools answer when a teacher has picked content (LTI Deep Linking 2.0, section 4.5). */
@Component
@Profile("practice")
public class DeepLinkAnswers {

    private final ToolKeys keys;
    private final LaunchesUnderWay launches;
    private final Clock clock;
    private final JsonMapper json;

    DeepLinkAnswers(ToolKeys keys, LaunchesUnderWay launches, Clock clock, JsonMapper json) {
        this.keys = keys;
        this.launches = launches;
        this.clock = clock;
        this.json = json;
    }

    /**
     * A sound answer.
     *
     * @param message what the tool wants the teacher to read; may be empty
     */
    public record Answer(Launching launching, List<Content> items, String message) {}

    /** Says what is wrong with an answer. */
    public static final class Unsound extends RuntimeException {
        public Unsound(String why) {
            super(why);
        }
    }

    /** A Canvas checks whatever can be checked, and knows by {@code data} which question is answered. */
    public Answer canvas(Campus campus, String token) {
        Tool tool = issuer(campus, token);
        Map<String, Object> claims = verified(tool, token);
        needs(audience(claims).contains(campus.issuer()), "aud is not this platform");
        needs(claims.get("nonce") instanceof String nonce && !nonce.isBlank(), "nonce is missing");
        check(tool, claims);
        needs(
                String.valueOf(tool.deployment()).equals(claims.get(ClaimNames.LTI + "deployment_id")),
                "deployment_id is another");
        String data = String.valueOf(claims.get(ClaimNames.DEEP + "data"));
        Launching launching = launches.take(data)
                .filter(one -> one.campus() == campus && one.tool().clientId().equals(tool.clientId()))
                .orElseThrow(() -> new Unsound("data is not what was given"));
        return answer(launching, claims);
    }

    /** A Moodle checks the signature and the issuer, and knows by its session key which question is answered. */
    public Answer moodle(Campus campus, String key, String token) {
        Launching launching = launches.look(key)
                .filter(one -> one.campus() == campus && one.errand() instanceof Errand.Pick)
                .orElseThrow(() -> new Unsound("the session key is wrong"));
        Tool tool = issuer(campus, token);
        needs(tool.clientId().equals(launching.tool().clientId()), "iss is another tool");
        Map<String, Object> claims = verified(tool, token);
        check(tool, claims);
        return answer(launching, claims);
    }

    private Answer answer(Launching launching, Map<String, Object> claims) {
        Object message = claims.get(ClaimNames.DEEP + "msg");
        return new Answer(launching, Content.of(claims, json), message == null ? "" : message.toString());
    }

    private static void check(Tool tool, Map<String, Object> claims) {
        needs(tool.clientId().equals(claims.get("iss")), "iss is not the client id");
        needs(
                "LtiDeepLinkingResponse".equals(claims.get(ClaimNames.LTI + "message_type")),
                "message_type is not LtiDeepLinkingResponse");
        needs("1.3.0".equals(claims.get(ClaimNames.LTI + "version")), "version is not 1.3.0");
    }

    private Map<String, Object> verified(Tool tool, String token) {
        try {
            JWTClaimsSet claims = keys.claims(tool, token);
            Date now = Date.from(clock.instant());
            needs(
                    claims.getExpirationTime() != null
                            && claims.getExpirationTime().after(now),
                    "exp is missing or past");
            needs(
                    claims.getIssueTime() != null && !claims.getIssueTime().after(new Date(now.getTime() + 5000)),
                    "iat is missing or to come");
            return claims.getClaims();
        } catch (ToolKeys.Unsigned e) {
            throw new Unsound(String.valueOf(e.getMessage()));
        }
    }

    private static Tool issuer(Campus campus, String token) {
        try {
            String issuer =
                    String.valueOf(SignedJWT.parse(token).getJWTClaimsSet().getIssuer());
            return campus.tools().find(issuer).orElseThrow(() -> new Unsound("iss is no client of this platform"));
        } catch (ParseException e) {
            throw new Unsound("the answer is no JWT");
        }
    }

    private static List<?> audience(Map<String, Object> claims) {
        Object audience = claims.get("aud");
        return audience instanceof List<?> list ? list : List.of(String.valueOf(audience));
    }

    private static void needs(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new Unsound(otherwise);
        }
    }
}
