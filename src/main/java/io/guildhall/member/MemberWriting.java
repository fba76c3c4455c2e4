package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.community.GroupId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The rows of a member, in as few statements as there can be. */
@Component
@RequiredArgsConstructor
class MemberWriting {

	/** The scope of what is unique by itself. */
	static final UUID NO_SCOPE = new UUID(0, 0);

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * A new member with all that belongs to it, in one statement.
	 * @throws MemberRefused if another member has one of the identities
	 */
	void insert(Member member, List<NewIdentity> identities, Collection<String> tags, @Nullable GroupId group,
			LocalDate joinedDay) {
		Set<NewIdentity> once = new LinkedHashSet<>(identities);
		List<String> keys = once.stream().map(NewIdentity::key).toList();
		Instant now = member.getCreatedAt();
		try {
			jdbc.sql(
					"""
							with m as (
								insert into members (organization_id, id, version, display_name, sort_key, real_name, city,
									contact_owner_id, state, do_not_contact, source, joined_at, joined_day, created_at)
								values (:organization, :id, 0, :name, :sortKey, :realName, :city, cast(:owner as uuid), 'ACTIVE',
									false, :source, :joinedAt, :joinedDay, :now)
							), i as (
								insert into member_identities (organization_id, id, member_id, carrier, kind, scope_id, value,
									value_key, created_at)
								select :organization, cast(given.id as uuid), :id, given.carrier, given.kind, cast(given.scope as uuid),
									given.value, given.key, :now
								from unnest(:ids, :carriers, :kinds, :scopes, :values, :keys)
									as given (id, carrier, kind, scope, value, key)
							), t as (
								insert into member_tokens (organization_id, token, member_id)
								select :organization, token, :id from unnest(:tokens) as token
							), g as (
								insert into tags (organization_id, tag, created_at)
								select :organization, tag, :now from unnest(:tags) as tag
								on conflict (organization_id, tag) do nothing
							), mt as (
								insert into member_tags (organization_id, tag, member_id, tagged_at)
								select distinct cast(:organization as uuid), coalesce(k.goes_as, given.tag), cast(:id as uuid),
									cast(:now as timestamptz)
								from unnest(:tags) as given (tag)
								left join tags k on k.organization_id = :organization and k.tag = given.tag
							)
							insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day)
							select :organization, :stay, :id, cast(:group as uuid), :joinedAt, :joinedDay
							where cast(:group as uuid) is not null
							""")
				.param("organization", tenancy.current())
				.param("id", member.getId().id())
				.param("name", member.getDisplayName())
				.param("sortKey", member.getSortKey())
				.param("realName", member.getRealName())
				.param("city", member.getCity())
				.param("owner", (member.getContactOwnerId() != null) ? member.getContactOwnerId().toString() : null)
				.param("source", member.getSource().name())
				.param("joinedAt", Timestamp.from(member.getJoinedAt()))
				.param("joinedDay", joinedDay)
				.param("now", Timestamp.from(now))
				.param("ids", once.stream().map(identity -> Ids.next().toString()).toArray(String[]::new))
				.param("carriers", once.stream().map(identity -> identity.carrier().name()).toArray(String[]::new))
				.param("kinds", once.stream().map(identity -> identity.kind().name()).toArray(String[]::new))
				.param("scopes", once.stream().map(identity -> scope(identity).toString()).toArray(String[]::new))
				.param("values", once.stream().map(NewIdentity::value).toArray(String[]::new))
				.param("keys", keys.toArray(String[]::new))
				.param("tokens", tokens(member.profile(), once).toArray(String[]::new))
				.param("tags", new LinkedHashSet<>(tags).toArray(String[]::new))
				.param("stay", Ids.next())
				.param("group", (group != null) ? group.toString() : null)
				.update();
		}
		catch (DuplicateKeyException taken) {
			throw MemberRefused.identityTaken();
		}
	}

	/**
	 * Adds an identity to a member.
	 * @return false if the member has it already
	 * @throws MemberRefused if another member has it
	 */
	boolean addIdentity(MemberId member, NewIdentity identity, Instant now) {
		int added = jdbc
			.sql("""
					insert into member_identities (organization_id, id, member_id, carrier, kind, scope_id, value, value_key,
						created_at)
					values (:organization, :id, :member, :carrier, :kind, :scope, :value, :key, :now)
					on conflict (organization_id, value_key, kind, carrier, scope_id) do nothing
					""")
			.param("organization", tenancy.current())
			.param("id", Ids.next())
			.param("member", member.id())
			.param("carrier", identity.carrier().name())
			.param("kind", identity.kind().name())
			.param("scope", scope(identity))
			.param("value", identity.value())
			.param("key", identity.key())
			.param("now", Timestamp.from(now))
			.update();
		if (added == 0 && !member.equals(owner(identity))) {
			throw MemberRefused.identityTaken();
		}
		return added > 0;
	}

	/** Whose the identity is; null if nobody's. */
	@Nullable MemberId owner(NewIdentity identity) {
		return jdbc.sql("""
				select member_id from member_identities
				where organization_id = :organization and value_key = :key and kind = :kind and carrier = :carrier
				and scope_id = :scope
				""")
			.param("organization", tenancy.current())
			.param("key", identity.key())
			.param("kind", identity.kind().name())
			.param("carrier", identity.carrier().name())
			.param("scope", scope(identity))
			.query((row, number) -> new MemberId(row.getObject(1, UUID.class)))
			.optional()
			.orElse(null);
	}

	/**
	 * Writes the tokens of what the member is called now; only what changed is touched.
	 */
	void indexAnew(MemberId member, Profile profile, List<NewIdentity> identities) {
		String[] tokens = tokens(profile, identities).toArray(String[]::new);
		jdbc.sql("""
				delete from member_tokens
				where organization_id = :organization and member_id = :member and not (token = any(:tokens))
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("tokens", tokens)
			.update();
		jdbc.sql("""
				insert into member_tokens (organization_id, token, member_id)
				select :organization, token, :member from unnest(:tokens) as token
				on conflict (organization_id, token, member_id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("tokens", tokens)
			.update();
	}

	/** What a member is found by. */
	static Set<String> tokens(Profile profile, Collection<NewIdentity> identities) {
		List<String> names = new ArrayList<>(List.of(profile.displayName(), profile.realName()));
		identities.stream().filter(identity -> !identity.kind().isContact()).forEach(i -> names.add(i.value()));
		Set<String> tokens = Tokens.of(names);
		identities.stream()
			.filter(identity -> identity.kind().isContact())
			.forEach(identity -> tokens.add(Tokens.whole(identity.kind(), identity.key())));
		return tokens;
	}

	static UUID scope(NewIdentity identity) {
		return (identity.group() != null) ? identity.group().id() : NO_SCOPE;
	}

}
