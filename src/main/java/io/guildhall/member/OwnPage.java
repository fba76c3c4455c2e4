package io.guildhall.member;

import java.util.List;

/**
 * What a member sees on the page of their own.
 *
 * @param organization whose page it is
 * @param said what they said so far, the latest first
 * @param invitations the links by which they invite others
 */
public record OwnPage(String organization, Consents contact, List<ConsentChange> said,
		List<OwnLinks.OwnLink> invitations) {
}
