package org.cairn.net;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator allows outbound calls.
 *
 * @param outboundAllowedCidrs private ranges that may be called all the same, such as the campus network's
 */
@ConfigurationProperties("cairn")
record OutboundSettings(@DefaultValue List<String> outboundAllowedCidrs) {}
