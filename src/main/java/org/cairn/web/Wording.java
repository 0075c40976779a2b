package org.cairn.web;

import java.time.Clock;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts what the rooms know into people's words: hands out the words of one language. */
@Component
public class Wording {

    private final MessageSource messages;
    private final Clock clock;

    public Wording(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /** The words for readers of {@code locale}, in the nearest language that we have. */
    public Words in(Locale locale) {
        String language = messages.getMessage("page.language", null, locale);
        Locale ours = language.equals(locale.getLanguage()) ? locale : Locale.of(language);
        return new Words(messages, ours, clock.getZone());
    }
}
