package org.cairn.practice.lti;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.practice.world.Tool;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Checks what tools sign against the keys that they publish. */
@Component
@Profile("practice")
class ToolKeys {

    private final Map<String, DefaultJWTProcessor<SecurityContext>> processors = new ConcurrentHashMap<>();

    /** Says that the tool did not sign this. */
    static final class Unsigned extends RuntimeException {
        Unsigned(String why) {
            super(why);
        }
    }

    /** The claims of a token that this tool signed; nothing but the signature is checked. */
    JWTClaimsSet claims(Tool tool, String token) {
        try {
            return processors
                    .computeIfAbsent(tool.jwksUrl(), ToolKeys::processor)
                    .process(token, null);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new Unsigned("the token does not verify: " + e.getMessage());
        }
    }

    private static DefaultJWTProcessor<SecurityContext> processor(String jwks) {
        try {
            DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
            made.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    JWSAlgorithm.RS256,
                    JWKSourceBuilder.create(URI.create(jwks).toURL())
                            .rateLimited(false)
                            .build()));
            made.setJWTClaimsSetVerifier((claims, context) -> {});
            return made;
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
