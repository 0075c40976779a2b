package org.cairn.complaint;

import java.util.Locale;
import org.cairn.lti.service.ServiceRefused;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What complaints say in English: fails where one has no sentence. */
public final class TestComplaints {

    private static final ResourceBundleMessageSource WORDS = words();

    private TestComplaints() {}

    public static String english(String text) {
        Complaint.read(text).forEach(one -> WORDS.getMessage("complaint." + one.code(), null, Locale.ROOT));
        return Complaint.words(text, WORDS, Locale.ROOT);
    }

    public static String english(Complaint complaint) {
        return english(complaint.text());
    }

    /** What somebody is told who was refused. */
    public static String english(Throwable refused) {
        return switch (refused) {
            case Explained explained -> english(explained.why());
            case ServiceRefused service -> english(Complaint.text(service.why()));
            default -> throw new AssertionError("Nobody is told why", refused);
        };
    }

    private static ResourceBundleMessageSource words() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages-pulls", "messages-reasons");
        messages.setDefaultEncoding("UTF-8");
        messages.setDefaultLocale(Locale.ROOT);
        return messages;
    }
}
