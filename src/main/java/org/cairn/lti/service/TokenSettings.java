package org.cairn.lti.service;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the operator trusts with access tokens.
 *
 * @param serviceHosts hosts that get them although neither the registration nor a launch names them
 */
@ConfigurationProperties("cairn")
record TokenSettings(@DefaultValue List<String> serviceHosts) {}
