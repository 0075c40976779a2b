package org.cairn.credential.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The hashes of the latest proof options: a batch signed in one second with one key shares them. */
final class ProofConfigs {

    private static final int MOST = 256;

    private static final Map<String, byte[]> LATEST = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST;
        }
    };

    private ProofConfigs() {}

    static byte[] hash(ObjectNode config) {
        String key = config.toString();
        synchronized (LATEST) {
            byte[] known = LATEST.get(key);
            if (known != null) {
                return known;
            }
        }
        byte[] hash = Canonical.hash(config);
        synchronized (LATEST) {
            LATEST.put(key, hash);
        }
        return hash;
    }
}
