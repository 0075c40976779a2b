package org.cairn.lti.launch;

import org.cairn.lti.LaunchAdmitted;
import org.cairn.vault.Untold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Tells every listener of a launch, whatever became of those before: the launch is stored, so nothing can be undone any
 * more. All other events stay as they are: there a listener's fault undoes the change that it was told of.
 */
@Component(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME)
class SeparateListeners extends SimpleApplicationEventMulticaster {

    private static final Logger LOG = LoggerFactory.getLogger(SeparateListeners.class);

    SeparateListeners(BeanFactory beans) {
        super(beans);
    }

    @Override
    protected void invokeListener(ApplicationListener<?> listener, ApplicationEvent event) {
        if (!(event instanceof PayloadApplicationEvent<?> told && told.getPayload() instanceof LaunchAdmitted)) {
            super.invokeListener(listener, event);
            return;
        }
        try {
            super.invokeListener(listener, event);
        } catch (RuntimeException e) {
            LOG.error("A launch was let in, but {} failed to hear of it", listener, Untold.of(e));
        }
    }
}
