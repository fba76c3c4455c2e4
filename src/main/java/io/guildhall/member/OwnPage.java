package io.guildhall.member;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Slice;

/**
 * What a member sees on the page of their own.
 *
 * @param organization whose page it is
 * @param said what is written down so far, the latest first
 * @param invitations the links by which they invite others, as far as a page shows them
 * @param rooms what else there is for them
 */
public record OwnPage(String organization, Consents contact, List<Said> said, Slice<OwnLinks.OwnLink> invitations,
		List<OwnRoom> rooms) {

	/**
	 * What was written down about being contacted, as {@link ConsentChange}, without who
	 * did it and why.
	 *
	 * @param day where the organization is
	 */
	public record Said(LocalDate day, @Nullable ContactChannel channel, @Nullable Consent consent,
			@Nullable Boolean doNotContact) {
	}

}
