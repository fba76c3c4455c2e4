package io.guildhall.member;

import java.io.OutputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupScope;
import io.guildhall.link.LinkKind;
import io.guildhall.link.LinkPurpose;
import io.guildhall.link.LinkRefused;
import io.guildhall.link.LinkRows;
import io.guildhall.link.LinkTable;
import io.guildhall.link.PublicCodes;
import io.guildhall.link.PublicLink;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/**
 * Public links for members or for the members of a group, whatever they open: what the
 * modules that have some do alike for the staff. Who may is asked there. Who is limited
 * to groups of their own sees the links of those and the personal ones, has the personal
 * links of their members, and closes a personal one if they made it.
 */
@Component
@Transactional
@RequiredArgsConstructor
public class MemberLinks {

	private static final int LONGEST = 100;

	private static final int FETCHED = 500;

	private final CommunityService communities;

	private final MemberService members;

	private final MemberScope scope;

	private final Audiences audiences;

	private final LinkRows rows;

	private final PublicCodes codes;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * A new link, checked: the parameters of the statement that inserts it,
	 * {@code organization}, {@code id}, {@code kind}, {@code group}, {@code title},
	 * {@code code}, {@code secret}, {@code now} and {@code host}, who makes it.
	 * @param title what is read at its top; null for the other one
	 * @throws LinkRefused if the title is too long, or the group does not fit the kind
	 * @throws io.guildhall.community.CommunityRefused if there is no such group, for who
	 * acts
	 */
	public Map<String, @Nullable Object> row(LinkTable table, UUID id, LinkKind kind, @Nullable GroupId group,
			@Nullable String title, String otherwise) {
		String read = (title != null && !title.isBlank()) ? title.strip() : otherwise;
		if (read.length() > LONGEST) {
			throw LinkRefused.title(LONGEST);
		}
		UUID of = (group != null) ? group.id() : null;
		if (!kind.fits(of)) {
			throw LinkRefused.group();
		}
		if (group != null) {
			communities.require(group);
		}
		Map<String, @Nullable Object> row = new HashMap<>();
		row.put("organization", tenancy.current());
		row.put("id", id);
		row.put("kind", kind.name());
		row.put("group", of);
		row.put("title", read);
		row.put("code", codes.take(table.door(), id));
		row.put("secret", codes.secret());
		row.put("now", Timestamp.from(clock.instant()));
		row.put("host", OnBehalf.host());
		return row;
	}

	/**
	 * How who acts may read a table of links.
	 *
	 * @param mine a column: whether they may close the link
	 * @param condition that they may see it; begins with {@code and}
	 * @param ofMembers the same for what members did by it; empty for no limit
	 * @param parameters of all of it, {@code organization} among them
	 */
	public record Seen(String mine, String condition, String ofMembers, Map<String, @Nullable Object> parameters) {
	}

	/**
	 * How who acts may read a table of links.
	 * @param links alias of the table
	 * @param member column with the member who did something by a link
	 */
	@Transactional(readOnly = true)
	public Seen seen(String links, String member) {
		GroupScope groups = communities.scope();
		MemberScope.Limit limited = scope.on(member);
		Map<String, @Nullable Object> parameters = new HashMap<>(limited.parameters());
		parameters.put("organization", tenancy.current());
		parameters.put("all", groups.all());
		parameters.put("groups", groups.array());
		parameters.put("host", OnBehalf.host());
		return new Seen("coalesce(:all or %1$s.group_id is not null or %1$s.made_by = cast(:host as uuid), false)"
			.formatted(links), """
					and (:all or %1$s.group_id is null or %1$s.group_id = any(cast(:groups as uuid[])))
					""".formatted(links), limited.sql(), parameters);
	}

	/**
	 * Closes a link for good: its secret may be known.
	 * @param mine whether who acts may
	 * @return whether it was open
	 * @throws LinkRefused if they may not
	 */
	public boolean close(LinkTable table, UUID id, boolean mine) {
		if (!mine) {
			throw LinkRefused.notYours();
		}
		return rows.close(table, id);
	}

	/**
	 * What stands in the link of a member.
	 * @throws LinkRefused if it is that of a group
	 * @throws MemberRefused if there is no such member, for who acts
	 */
	@Transactional(readOnly = true)
	public String token(LinkTable table, LinkPurpose purpose, UUID id, MemberId member) {
		PublicLink link = personal(table, id);
		members.require(member);
		return link.sign(purpose, member.id());
	}

	/**
	 * What stands in the link of a group.
	 * @throws LinkRefused if each member has another
	 */
	@Transactional(readOnly = true)
	public String code(LinkTable table, UUID id) {
		PublicLink link = find(table, id);
		if (link.kind() != LinkKind.GROUP) {
			throw LinkRefused.notOfGroup();
		}
		return link.code();
	}

	/**
	 * Writes the links of many members, for whatever sends them: CSV with the columns
	 * {@code member_id}, {@code name}, {@code contact}, {@code do_not_contact} and
	 * {@code link}, a row for each member whom the filter means and who acts may see, by
	 * name. The contact is a telephone number, else an e-mail address, else an account;
	 * masked where who acts may not see contacts. Links are reckoned, not kept: a table
	 * of any length is one statement, and leaves nothing behind.
	 * @param address makes the whole address of what stands in a link
	 * @param out stays open; nothing is written before it is known that all of it is
	 * allowed
	 * @return how many rows
	 * @throws LinkRefused if it is that of a group, or closed
	 * @throws MemberRefused if a field or a value of the filter is unknown
	 */
	@May(Permission.EXPORT)
	@Transactional(readOnly = true)
	public long sheet(LinkTable table, LinkPurpose purpose, UUID id, MemberFilter filter, UnaryOperator<String> address,
			OutputStream out) {
		PublicLink link = personal(table, id);
		if (link.closed()) {
			throw LinkRefused.closed();
		}
		AudienceQuery audience = audiences.query(filter);
		boolean open = OnBehalf.may(Permission.CONTACT_READ);
		AtomicLong written = new AtomicLong();
		try (TableWriter lines = TableWriter.csv(out)) {
			lines.row(List.of("member_id", "name", "contact", "do_not_contact", "link"));
			jdbc.sql("""
					select m.id, m.display_name, c.do_not_contact, i.kind, i.value from (%s) a
					join members m on m.organization_id = :organization and m.id = a.member_id
					join member_consent_facts c on c.organization_id = :organization and c.member_id = m.id
					left join lateral (select k.kind, k.value from member_identities k
					    where k.organization_id = :organization and k.member_id = m.id
					    and k.kind in ('PHONE', 'EMAIL', 'HANDLE')
					    order by array_position(array['PHONE', 'EMAIL', 'HANDLE'], k.kind), k.created_at, k.id
					    limit 1) i on true
					order by m.sort_key, m.id
					""".formatted(audience.sql())).withFetchSize(FETCHED).params(audience.parameters()).query(row -> {
				UUID member = row.getObject("id", UUID.class);
				lines.row(Arrays.asList(member.toString(), row.getString("display_name"),
						contact(row.getString("kind"), row.getString("value"), open), row.getBoolean("do_not_contact"),
						address.apply(link.sign(purpose, member))));
				written.incrementAndGet();
			});
		}
		return written.get();
	}

	private static @Nullable String contact(@Nullable String kind, @Nullable String value, boolean open) {
		if (kind == null || value == null) {
			return null;
		}
		IdentityKind of = IdentityKind.valueOf(kind);
		return (open || !of.isContact()) ? value : Masks.mask(of, value);
	}

	private PublicLink personal(LinkTable table, UUID id) {
		PublicLink link = find(table, id);
		if (link.kind() != LinkKind.PERSONAL) {
			throw LinkRefused.notPersonal();
		}
		return link;
	}

	private PublicLink find(LinkTable table, UUID id) {
		return rows.find(table, id).orElseThrow(LinkRefused::unknown);
	}

}
