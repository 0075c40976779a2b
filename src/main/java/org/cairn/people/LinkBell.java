package org.cairn.people;

import org.cairn.worker.Bell;
import org.springframework.stereotype.Component;

/** Says on this node that somebody may turn out to be somebody else. */
@Component
class LinkBell extends Bell {}
