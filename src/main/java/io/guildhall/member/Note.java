package io.guildhall.member;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What somebody wrote about a member.
 *
 * @param mentions whom of the staff it calls
 */
public record Note(UUID id, String body, String author, Instant writtenAt, List<Mention> mentions) {

	/** The body cut where it calls somebody. */
	public List<Mention.Piece> pieces() {
		return Mention.pieces(body, mentions);
	}
}
