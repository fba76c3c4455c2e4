package io.guildhall.link;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The codes of public links: who follows one has no session that says whose it is. And
 * the secrets by which the forms behind them are signed.
 */
@Component
@RequiredArgsConstructor
public class PublicCodes {

	/** Without what looks like another on paper. */
	private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

	private static final int CODE = 8;

	private static final int LONGEST = 64;

	private static final int SECRET = 32;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final SecureRandom random = new SecureRandom();

	/** Where a code leads. */
	public record Place(UUID organization, UUID subject) {
	}

	/**
	 * Takes a code that is free, in the caller's transaction.
	 * @param kind which module reads what stands behind it
	 * @param subject what stands behind it
	 */
	public String take(String kind, UUID subject) {
		String code = next();
		while (jdbc.sql("""
				insert into public_slugs (kind, slug, organization_id, subject_id)
				values (:kind, :slug, :organization, :subject) on conflict (kind, slug) do nothing
				""")
			.param("kind", kind)
			.param("slug", code)
			.param("organization", tenancy.current())
			.param("subject", subject)
			.update() == 0) {
			code = next();
		}
		return code;
	}

	/** What stands behind a code, of whatever organization; empty for none. */
	public Optional<Place> find(String kind, String code) {
		if (code.length() > LONGEST || code.indexOf('\0') >= 0) {
			return Optional.empty();
		}
		return jdbc.sql("select organization_id, subject_id from public_slugs where kind = :kind and slug = :slug")
			.param("kind", kind)
			.param("slug", code)
			.query((row, number) -> new Place(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
			.optional();
	}

	/** A new secret for the forms of a place. */
	public byte[] secret() {
		byte[] secret = new byte[SECRET];
		random.nextBytes(secret);
		return secret;
	}

	private String next() {
		StringBuilder code = new StringBuilder();
		for (int i = 0; i < CODE; i++) {
			code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
		}
		return code.toString();
	}

}
