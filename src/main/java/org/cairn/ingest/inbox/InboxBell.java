package org.cairn.ingest.inbox;

import org.cairn.worker.Bell;
import org.springframework.stereotype.Component;

/** Rings when a message came in, or somebody became known whom parked ones wait for. */
@Component
public class InboxBell extends Bell {}
