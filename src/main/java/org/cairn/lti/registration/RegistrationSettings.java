package org.cairn.lti.registration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator may change about registrations.
 *
 * @param invitationLifetime how long an invitation may be used
 */
@ConfigurationProperties("cairn")
record RegistrationSettings(@DefaultValue("7d") Duration invitationLifetime) {}
