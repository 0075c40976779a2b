package org.cairn.lti.grades;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Has something happen, once, while a platform played by WireMock answers. */
final class Meanwhile implements ServeEventListener {

    private final Map<String, Runnable> once = new ConcurrentHashMap<>();

    /** When this path, with any query, is asked for next. */
    void at(String path, Runnable happens) {
        once.put(path, happens);
    }

    void clear() {
        once.clear();
    }

    @Override
    public void beforeResponseSent(ServeEvent event, Parameters parameters) {
        Runnable happens = once.remove(event.getRequest().getUrl().split("\\?")[0]);
        if (happens != null) {
            happens.run();
        }
    }

    @Override
    public String getName() {
        return "meanwhile";
    }
}
