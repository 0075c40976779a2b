/** Keeps the documents of xAPI senders: states, agent profiles and activity profiles. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.xapi.documents;
