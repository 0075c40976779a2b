package org.cairn.web.api;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads text (or a number, where an id is one) without what no database column takes: NUL and halves of characters. */
final class StrictText extends StdScalarDeserializer<String> {

    StrictText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        boolean isText = parser.hasToken(JsonToken.VALUE_STRING) || parser.hasToken(JsonToken.VALUE_NUMBER_INT);
        if (!isText) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        return checked(parser.getString());
    }

    static String checked(String text) {
        if (!isUsable(text)) {
            throw new IllegalArgumentException("contains a character that cannot be stored.");
        }
        return text;
    }

    static boolean isUsable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
