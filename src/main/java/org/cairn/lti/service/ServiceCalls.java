package org.cairn.lti.service;

import java.util.Set;
import org.cairn.net.Outbound;
import org.cairn.platform.Platform;

/**
 * Calls a platform's services with an access token (LTI Security Framework 1.0 section 4): one call at a time for each
 * client id and host, because Canvas counts all calls of one key together.
 */
public interface ServiceCalls {

    /**
     * Calls with a token for these scopes; when the platform does not take the token, once more with a new one. An
     * error status is an answer, except those by which a platform asks to slow down; then all calls for this client id
     * and host are refused at once until the time has passed.
     *
     * @throws ServiceRefused when there is no token, no answer, or no patience
     */
    Outbound.Answer call(Platform platform, Set<String> scopes, Outbound.Call call) throws ServiceRefused;

    /**
     * Asks for a new token, to see whether the connection works.
     *
     * @return which of these scopes the platform grants
     * @throws ServiceRefused when it gives no token
     */
    Set<String> granted(Platform platform, Set<String> scopes) throws ServiceRefused;
}
