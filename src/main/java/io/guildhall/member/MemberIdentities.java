package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The handles by which members are known. An identity points to one member; no two
 * members are ever merged by what happens here.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberIdentities {

	private final MemberRepository members;

	private final MemberService service;

	private final MemberWriting writing;

	private final MemberReading reading;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/** What became of a rename. */
	public enum Renaming {

		/** The new name is an identity of the member now. */
		ADDED,
		/** It was one already. */
		KNOWN,
		/** Another member is called so: the two may be one, which is left to people. */
		SUGGESTED

	}

	/**
	 * Adds an identity.
	 * @throws MemberRefused if the value is none of its kind, or another member has it
	 */
	@May(Permission.MEMBER_EDIT)
	public void add(MemberId member, NewIdentity identity) {
		service.require(member);
		known(member).requireKnown();
		if (writing.addIdentity(member, identity, clock.instant())) {
			indexAnew(member);
			audit.recordPersonal("member.identity.added", "member", member, member.id(), Map.of(),
					Map.of(identity.kind().name(), identity.value()));
		}
	}

	/**
	 * Removes an identity of the member.
	 * @throws MemberRefused if the member has no such identity
	 */
	@May(Permission.MEMBER_EDIT)
	public void remove(MemberId member, UUID identity) {
		service.require(member);
		Map<String, Object> before = jdbc.sql("""
				delete from member_identities
				where organization_id = :organization and member_id = :member and id = :identity
				returning kind, value
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("identity", identity)
			.query((row, number) -> Map.<String, Object>of(row.getString(1), row.getString(2)))
			.optional()
			.orElseThrow(MemberRefused::unknownIdentity);
		indexAnew(member);
		audit.recordPersonal("member.identity.removed", "member", member, member.id(), before, Map.of());
	}

	/**
	 * A member calls themselves otherwise from now on: the new name becomes an identity
	 * where it is unknown, and else the two members become a suggestion (RULES,
	 * Identity).
	 */
	public Renaming rename(MemberId member, NewIdentity name) {
		Instant now = clock.instant();
		MemberId owner = writing.owner(name);
		if (member.equals(owner)) {
			return Renaming.KNOWN;
		}
		if (owner != null) {
			suggest(member, owner, "RENAMED", now);
			return Renaming.SUGGESTED;
		}
		writing.addIdentity(member, name, now);
		indexAnew(member);
		audit.recordPersonal("member.renamed", "member", member, member.id(), Map.of(),
				Map.of(name.kind().name(), name.value()));
		return Renaming.ADDED;
	}

	/**
	 * Whose the identities are, in one statement however many are asked for.
	 * @return those of active members; what nobody has, or is none of its kind, is not in
	 * it
	 */
	@May(Permission.IMPORT_RUN)
	@Transactional(readOnly = true)
	public Map<NewIdentity, MemberId> owners(Collection<NewIdentity> identities) {
		List<NewIdentity> asked = identities.stream().distinct().filter(NewIdentity::isWhole).toList();
		Map<NewIdentity, MemberId> owners = new HashMap<>();
		if (asked.isEmpty()) {
			return owners;
		}
		jdbc.sql("""
				select asked.place, i.member_id
				from unnest(:carriers, :kinds, cast(:scopes as uuid[]), :keys, cast(:organizations as uuid[]))
					with ordinality as asked (carrier, kind, scope, key, organization, place)
				cross join lateral (select k.member_id from member_identities k
					join members m on m.organization_id = k.organization_id and m.id = k.member_id
						and m.state = 'ACTIVE'
					where k.organization_id = asked.organization and k.value_key = asked.key and k.kind = asked.kind
					and k.carrier = asked.carrier and k.scope_id = asked.scope limit 1) i
				""")
			.param("carriers", asked.stream().map(identity -> identity.carrier().name()).toArray(String[]::new))
			.param("kinds", asked.stream().map(identity -> identity.kind().name()).toArray(String[]::new))
			.param("scopes",
					asked.stream().map(identity -> MemberWriting.scope(identity).toString()).toArray(String[]::new))
			.param("keys", asked.stream().map(NewIdentity::key).toArray(String[]::new))
			.param("organizations", asked.stream().map(identity -> tenancy.current().toString()).toArray(String[]::new))
			.query(row -> {
				owners.put(asked.get(row.getInt(1) - 1), new MemberId(row.getObject(2, UUID.class)));
			});
		return owners;
	}

	/** Notes that the two may be one person; what was dismissed stays dismissed. */
	private void suggest(MemberId one, MemberId other, String reason, Instant now) {
		boolean inOrder = Ids.IN_ORDER.compare(one.id(), other.id()) < 0;
		jdbc.sql("""
				insert into member_suggestions (organization_id, member_id, other_id, reason, state, created_at)
				values (:organization, :first, :second, :reason, 'OPEN', :now)
				on conflict (organization_id, member_id, other_id, reason) do nothing
				""")
			.param("organization", tenancy.current())
			.param("first", (inOrder ? one : other).id())
			.param("second", (inOrder ? other : one).id())
			.param("reason", reason)
			.param("now", Timestamp.from(now))
			.update();
	}

	private void indexAnew(MemberId member) {
		writing.indexAnew(member, known(member).profile(), reading.newIdentities(member));
	}

	private Member known(MemberId member) {
		return members.findById(member).orElseThrow(() -> MemberRefused.unknown(member));
	}

}
