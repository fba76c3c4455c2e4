package io.guildhall.member;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Members as lines of a table: the cells that can be changed in a spreadsheet and come
 * back.
 */
@Component
@RequiredArgsConstructor
class MemberTable {

	static final String ID = "member_id";

	/** Names the state of a line, so that a change meanwhile is told. */
	static final String REVISION = "revision";

	static final String NAME = "name";

	static final String REAL_NAME = "real_name";

	static final String CITY = "city";

	static final String TAGS = "tags";

	static final String OWNER = "owner";

	static final String DO_NOT_CONTACT = "do_not_contact";

	/** The id of who invited them. */
	static final String INVITED_BY = "invited_by";

	/** The channels by their headings; a cell is empty where nothing was said. */
	static final Map<String, ContactChannel> CONSENTS = Arrays.stream(ContactChannel.values())
		.collect(
				Collectors.toMap(ContactChannel::column, Function.identity(), (one, other) -> one, LinkedHashMap::new));

	private final ContactOwners owners;

	private final MemberScope scope;

	private final ObjectProvider<MemberColumns> own;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * A member in the table.
	 *
	 * @param inviter who invited them; null for nobody that is known
	 * @param cells what can be changed, by its heading in the table's order
	 */
	record Line(UUID id, Profile profile, Consents contact, @Nullable UUID inviter, List<String> tags,
			Map<String, String> cells) {

		/**
		 * The same cells have the same revision. Consent and inviter count for nothing
		 * while nothing is known of them: tables that were taken out before they were
		 * columns still fit.
		 */
		String revision() {
			try {
				MessageDigest digest = MessageDigest.getInstance("SHA-256");
				cells.forEach((heading, cell) -> {
					if (!cell.isEmpty() || !(CONSENTS.containsKey(heading) || heading.equals(INVITED_BY))) {
						digest.update((heading + '\u001f' + cell + '\u001e').getBytes(StandardCharsets.UTF_8));
					}
				});
				return HexFormat.of().formatHex(digest.digest(), 0, 8);
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("Every Java platform has SHA-256", ex);
			}
		}

	}

	/** The headings of other modules' columns, in their order. */
	List<String> ownHeadings() {
		return own.orderedStream().flatMap(columns -> columns.headings().stream()).toList();
	}

	/**
	 * The lines of those of the members whom who acts may see, by id.
	 * @param locked whether nobody else changes them until the transaction ends
	 */
	Map<UUID, Line> lines(List<MemberId> members, boolean locked) {
		Map<UUID, String> names = owners.namesOf(members);
		Map<String, Map<UUID, String>> more = more(members);
		MemberScope.Limit mine = scope.on("m.id");
		Map<UUID, Line> lines = new HashMap<>();
		jdbc.sql("""
				select m.id, m.display_name, m.real_name, m.city, m.contact_owner_id, %s,
					(select i.inviter_id from member_inviters i where i.organization_id = m.organization_id
						and i.member_id = m.id) as inviter,
					array(select t.tag from member_tags t where t.organization_id = m.organization_id
						and t.member_id = m.id order by t.tag) as tags
				from members m
				where m.organization_id = :organization and m.state = 'ACTIVE'
				and m.id = any(cast(:members as uuid[]))%s
				order by m.id%s
				""".formatted(ConsentRows.COLUMNS, mine.sql(), locked ? " for update of m" : ""))
			.param("organization", tenancy.current())
			.param("members", members.stream().map(MemberId::toString).toArray(String[]::new))
			.params(mine.parameters())
			.query(row -> {
				UUID id = row.getObject("id", UUID.class);
				Profile profile = new Profile(row.getString("display_name"), row.getString("real_name"),
						row.getString("city"), row.getObject("contact_owner_id", UUID.class));
				List<String> tags = List.of((String[]) row.getArray("tags").getArray());
				Map<String, String> cells = new LinkedHashMap<>();
				cells.put(NAME, profile.displayName());
				cells.put(REAL_NAME, profile.realName());
				cells.put(CITY, profile.city());
				cells.put(TAGS, String.join(";", tags));
				cells.put(OWNER, names.getOrDefault(id, ""));
				Consents contact = ConsentRows.consents(row);
				CONSENTS.forEach((heading, channel) -> cells.put(heading, cell(contact.of(channel))));
				cells.put(DO_NOT_CONTACT, String.valueOf(contact.doNotContact()));
				UUID inviter = row.getObject("inviter", UUID.class);
				cells.put(INVITED_BY, (inviter != null) ? inviter.toString() : "");
				more.forEach((heading, of) -> cells.put(heading, of.getOrDefault(id, "")));
				lines.put(id, new Line(id, profile, contact, inviter, tags, Collections.unmodifiableMap(cells)));
			});
		return lines;
	}

	/** What stands in the cell of a channel. */
	static String cell(Consent consent) {
		return (consent != Consent.UNKNOWN) ? consent.name() : "";
	}

	/** The cells of other modules by heading and member. */
	private Map<String, Map<UUID, String>> more(List<MemberId> members) {
		Map<String, Map<UUID, String>> more = new LinkedHashMap<>();
		own.orderedStream().forEach(columns -> {
			List<String> headings = columns.headings();
			headings.forEach(heading -> more.put(heading, new HashMap<>()));
			columns.cells(members).forEach((member, cells) -> {
				for (int i = 0; i < headings.size(); i++) {
					more.computeIfAbsent(headings.get(i), heading -> new HashMap<>()).put(member, cells.get(i));
				}
			});
		});
		return more;
	}

}
