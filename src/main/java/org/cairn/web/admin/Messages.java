package org.cairn.web.admin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.ingest.Ingestion.Message;
import org.cairn.platform.PlatformId;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;

/** Words messages of the inbox. */
final class Messages {

    private static final int LONGEST_BODY = 4000;

    private Messages() {}

    /** Words them; those of the feeds whose {@code handles} are given can be opened. */
    static List<MessageView> of(
            List<Message> messages, Map<PlatformId, String> names, Map<String, String> handles, Words words) {
        return messages.stream()
                .map(message -> view(message, names, handles.get(message.feed()), words))
                .toList();
    }

    private static MessageView view(
            Message message, Map<PlatformId, String> names, @Nullable String handle, Words words) {
        String state = message.state().name().toLowerCase(Locale.ROOT);
        String body = message.body();
        return new MessageView(
                handle,
                message.key(),
                words.time(message.receivedAt()),
                names.getOrDefault(message.platform(), ""),
                message.type(),
                state,
                words.say("message." + state),
                message.reason() == null ? null : words.complaint(message.reason()),
                body.length() > LONGEST_BODY ? body.substring(0, LONGEST_BODY) + "…" : body);
    }

    /** One message, worded. */
    record MessageView(
            @Nullable String handle,
            String key,
            String when,
            String platform,
            String type,
            String state,
            String word,
            @Nullable String reason,
            String body) {}
}
