package io.guildhall.member;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.Carrier;
import io.guildhall.table.Parsed;

/**
 * The accounts of a member in one cell of a table, as
 * {@code TELEGRAM:ID:4711;WECHAT:NAME@Tea friends:Ann}: what is taken out can be taken in
 * elsewhere. A semicolon, a colon in the name of a group and the backslash itself are
 * written with a backslash before them.
 */
public final class Accounts {

	/** A cell that cannot be read as such. */
	public static final String BAD = "member.bad-account";

	private static final char ESCAPE = '\\';

	private static final char GROUP = '@';

	private Accounts() {
	}

	/**
	 * An account.
	 *
	 * @param group the name, or the id, of the group within which a NAME is one; null for
	 * other kinds, and where nobody knows
	 */
	public record Account(Carrier carrier, IdentityKind kind, @Nullable String group, String value) {

		/** That of somebody's telephone or e-mail. */
		public static Account contact(IdentityKind kind, String value) {
			return new Account(Carrier.OTHER, kind, null, value);
		}

		/** The same within another group. */
		public Account in(String other) {
			return new Account(carrier, kind, other, value);
		}

		private String text() {
			String scope = (group != null) ? GROUP + escaped(group, ":;\\") : "";
			return carrier + ":" + kind + scope + ":" + escaped(value, ";\\");
		}

	}

	/** What stands in the cell. */
	public static String write(List<Account> accounts) {
		return accounts.stream().map(Account::text).collect(Collectors.joining(";"));
	}

	/** What a cell says; bad as a whole where one of them is none. */
	public static Parsed<List<Account>> read(String cell) {
		List<Account> accounts = new ArrayList<>();
		for (String text : split(cell, ';', Integer.MAX_VALUE)) {
			if (!text.isBlank()) {
				Account account = account(text.strip());
				if (account == null) {
					return new Parsed<>(null, BAD);
				}
				accounts.add(account);
			}
		}
		return new Parsed<>(List.copyOf(accounts), null);
	}

	private static @Nullable Account account(String text) {
		List<String> parts = split(text, ':', 3);
		if (parts.size() < 3) {
			return null;
		}
		String kind = parts.get(1);
		int at = kind.indexOf(GROUP);
		try {
			Account account = new Account(Carrier.valueOf(parts.get(0)),
					IdentityKind.valueOf((at < 0) ? kind : kind.substring(0, at)),
					(at < 0) ? null : plain(kind.substring(at + 1)), plain(parts.get(2)));
			return account.kind().key(account.value()).isPresent() ? account : null;
		}
		catch (IllegalArgumentException unknown) {
			return null;
		}
	}

	/** At each such sign that has no backslash before it, into so many parts at most. */
	private static List<String> split(String text, char sign, int most) {
		List<String> parts = new ArrayList<>();
		int from = 0;
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) == ESCAPE) {
				i++;
			}
			else if (text.charAt(i) == sign && parts.size() + 1 < most) {
				parts.add(text.substring(from, i));
				from = i + 1;
			}
		}
		parts.add(text.substring(from));
		return parts;
	}

	private static String escaped(String text, String signs) {
		StringBuilder escaped = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char sign = text.charAt(i);
			if (signs.indexOf(sign) >= 0) {
				escaped.append(ESCAPE);
			}
			escaped.append(sign);
		}
		return escaped.toString();
	}

	/** Without the backslashes; one before any other sign is one. */
	private static String plain(String text) {
		return text.replaceAll("\\\\([;:\\\\])", "$1");
	}

}
