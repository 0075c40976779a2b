package org.cairn.ingest.xapi.check;

import java.util.regex.Pattern;

/** The forms of identifiers (Data 2.2, 4.1): IRIs with their scheme, UUIDs, and what agents are named by. */
public final class Forms {

    private static final Pattern IRI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|\\\\^`]+");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern MAILTO = Pattern.compile("mailto:[^@\\s<>]+@[^@\\s<>]+");
    private static final Pattern SHA1 = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern SHA2 = Pattern.compile("[0-9a-fA-F]{56,128}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[^\\s/;]+/[^\\s/;]+(\\s*;.*)?");
    private static final Pattern VERSION = Pattern.compile("1\\.0(\\.\\d{1,3})?");

    private Forms() {}

    static void iri(Part part) throws Flaw {
        part.text(IRI, "an IRI with a scheme");
    }

    static void uuid(Part part) throws Flaw {
        part.text(UUID, "a UUID");
    }

    static void mailto(Part part) throws Flaw {
        part.text(MAILTO, "a mailto IRI");
    }

    static void sha1(Part part) throws Flaw {
        part.text(SHA1, "the hexadecimal SHA-1 of a mailto IRI");
    }

    static void sha2(Part part) throws Flaw {
        part.text(SHA2, "a hexadecimal SHA-2 hash");
    }

    static void mediaType(Part part) throws Flaw {
        part.text(MEDIA_TYPE, "an Internet media type");
    }

    static void version(Part part) throws Flaw {
        part.text(VERSION, "1.0 or 1.0.x");
    }

    public static boolean isIri(String text) {
        return IRI.matcher(text).matches();
    }

    public static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    /** True for the versions of xAPI that are understood here: 1.0 and 1.0.x (Communication 3.3). */
    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }
}
