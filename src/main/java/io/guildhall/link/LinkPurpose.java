package io.guildhall.link;

/**
 * What a token is worth something for: one that is signed for another purpose fails.
 *
 * @param signed text in ASCII that is signed with it, and never changes: the links that
 * are out there carry it
 * @param personal whether only links of the kind {@link LinkKind#PERSONAL} have such
 */
public record LinkPurpose(String signed, boolean personal) {
}
