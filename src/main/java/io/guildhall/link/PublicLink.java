package io.guildhall.link;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A public link, as far as all of them are alike.
 *
 * @param title what is read at the top of what it opens
 * @param code by which it is found
 * @param group whose members it is for; null for a personal one
 * @param secret that signs for it, in hexadecimal digits
 * @param closed whether it was closed for good
 */
public record PublicLink(UUID id, LinkKind kind, String title, String code, @Nullable UUID group, String secret,
		boolean closed) {

	/** From a row with the columns that tables of links have. */
	public static PublicLink read(ResultSet row) throws SQLException {
		return new PublicLink(row.getObject("id", UUID.class), LinkKind.valueOf(row.getString("kind")),
				row.getString("title"), row.getString("code"), row.getObject("group_id", UUID.class),
				HexFormat.of().formatHex(row.getBytes("secret")), row.getTimestamp("closed_at") != null);
	}

	/** What signs for it, also the forms behind it. */
	public byte[] key() {
		return HexFormat.of().parseHex(secret);
	}

	/** What stands in the address behind its code, for whom or what is named. */
	public String sign(LinkPurpose purpose, UUID named) {
		return LinkToken.sign(purpose, code, key(), id, named);
	}

	/** Nothing of it belongs into logs but its id. */
	@Override
	public String toString() {
		return "PublicLink[" + id + "]";
	}
}
