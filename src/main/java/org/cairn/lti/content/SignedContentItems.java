package org.cairn.lti.content;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.cairn.lti.ContentItem;
import org.cairn.lti.ContentItems;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.Launch;
import org.cairn.lti.Purpose;
import org.cairn.lti.ToolKey;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signs answers with the tool's key (LTI Deep Linking 2.0 section 4.5; 1EdTech Security Framework 1.0 section 5.2). */
@Component
class SignedContentItems implements ContentItems {

    /** Clocks of platforms run behind ours, and some take nothing that was issued in their future. */
    private static final Duration BACK_DATED = Duration.ofSeconds(10);

    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";
    private static final String DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/";

    private final Platforms platforms;
    private final ToolKey key;
    private final PublicUrl publicUrl;
    private final Clock clock;

    SignedContentItems(Platforms platforms, ToolKey key, PublicUrl publicUrl, Clock clock) {
        this.platforms = platforms;
        this.key = key;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    @Override
    public Answer answer(Launch launch, ContentItem item, @Nullable String message) {
        ContentRequest request = request(launch);
        if (!request.types().contains(LINK)) {
            throw new NotAsked("The platform takes no links here.");
        }
        Platform platform = platform(launch);
        Map<String, Object> link = new Links(publicUrl, platform.family(), request).of(item);
        return signed(platform, request, List.of(link), message);
    }

    @Override
    public Answer nothing(Launch launch) {
        return signed(platform(launch), request(launch), List.of(), null);
    }

    /** The launch was checked when it came; but where a signed answer goes is worth a second look. */
    private static ContentRequest request(Launch launch) {
        if (!(launch.purpose() instanceof Purpose.Choice choice) || !launch.mayTeach()) {
            throw new NotAsked("This launch was not opened to choose content.");
        }
        if (launch.platformOrigin(choice.request().returnUrl()).isEmpty()) {
            throw new NotAsked("The answer would not go to the platform that asked.");
        }
        return choice.request();
    }

    private Platform platform(Launch launch) {
        return platforms
                .find(launch.platform())
                .orElseThrow(() -> new NotAsked("The platform is no longer registered."));
    }

    private Answer signed(
            Platform platform, ContentRequest request, List<Map<String, Object>> items, @Nullable String message) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(platform.clientId())
                .audience(platform.issuer())
                .issueTime(Date.from(now.minus(BACK_DATED)))
                .expirationTime(Date.from(now.plus(GOOD_FOR)))
                .claim("nonce", Tokens.next())
                .claim(LTI + "deployment_id", request.deploymentId())
                .claim(LTI + "message_type", "LtiDeepLinkingResponse")
                .claim(LTI + "version", "1.3.0")
                .claim(DEEP_LINKING + "content_items", items);
        if (request.data() != null) {
            claims.claim(DEEP_LINKING + "data", request.data());
        }
        if (message != null) {
            claims.claim(DEEP_LINKING + "msg", message);
        }
        return new Answer(request.returnUrl(), sign(claims.build()));
    }

    private String sign(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.signing().getKeyID())
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new RSASSASigner(key.signing()));
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform signs with RSA", e);
        }
        return jwt.serialize();
    }
}
