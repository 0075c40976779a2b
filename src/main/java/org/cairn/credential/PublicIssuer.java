package org.cairn.credential;

import java.util.List;

/**
 * What the public page of an issuer shows.
 *
 * @param did its decentralised identifier, under which anyone finds its keys
 * @param didPath the path of the document with its keys
 * @param badges its published badges, by title
 */
public record PublicIssuer(String name, String did, String didPath, List<PublicBadge.Link> badges) {}
