package io.guildhall.coupon;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Actor;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Writes new coupons in their slots, and the moves of all. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class CouponRegister {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Inserts coupons of one batch that were issued together, with the first move of
	 * each, into the lowest free slot of its member; who was merged may hold more than
	 * the limit, and gets none. No look beforehand decides: of two that want one slot the
	 * unique key lets one through, and the other is not among the answer.
	 * @return the ids of those that were inserted
	 */
	List<UUID> insert(List<Coupon> coupons, int perMember) {
		Coupon first = coupons.get(0);
		CouponTerms terms = first.getTerms();
		return jdbc
			.sql("""
					with inserted as (
					insert into coupons (organization_id, id, version, batch_id, member_id, code, slot, state, kind,
					    largest_minor, basis_points, threshold_minor, currency, valid_from, expires_at, issued_at, issued_day,
					    issue_id, campaign_id)
					select :organization, wanted.id, 0, :batch, wanted.member_id, wanted.code, free.slot, 'ISSUED', :kind,
					    :largest, :basisPoints, :threshold, :currency, :validFrom, :expiresAt, :issuedAt, :issuedDay,
					    cast(:issue as uuid), cast(:campaign as uuid)
					from unnest(cast(:ids as uuid[]), cast(:members as uuid[]), cast(:codes as text[]))
					    as wanted (id, member_id, code)
					cross join lateral (
					    select min(place.number) as slot from generate_series(1, :perMember) as place (number)
					    where not exists (select from coupons held where held.organization_id = :organization
					        and held.batch_id = :batch and held.member_id = wanted.member_id and held.slot = place.number)) free
					where free.slot is not null
					and (select count(*) from coupons held where held.organization_id = :organization
					    and held.batch_id = :batch and held.member_id = wanted.member_id and held.slot is not null) < :perMember
					order by wanted.member_id
					on conflict do nothing
					returning organization_id, id, issued_at)
					insert into coupon_moves (organization_id, coupon_id, number, at, to_state, reason, actor_kind, actor_id,
					    actor_name)
					select organization_id, id, 1, issued_at, 'ISSUED', 'issued', :actorKind, cast(:actor as uuid), :actorName
					from inserted where organization_id = :organization
					returning coupon_id
					""")
			.params(actor())
			.param("organization", tenancy.current())
			.param("batch", first.getBatch().id())
			.param("kind", terms.kind().name())
			.param("largest", terms.largestMinor())
			.param("basisPoints", terms.basisPoints())
			.param("threshold", terms.thresholdMinor())
			.param("currency", terms.currency())
			.param("validFrom", Timestamp.from(first.getValidFrom()))
			.param("expiresAt", Timestamp.from(first.getExpiresAt()))
			.param("issuedAt", Timestamp.from(first.getIssuedAt()))
			.param("issuedDay", first.getIssuedDay())
			.param("issue", first.getIssueId())
			.param("campaign", first.getCampaignId())
			.param("ids", coupons.stream().map(coupon -> coupon.getId().toString()).toArray(String[]::new))
			.param("members", coupons.stream().map(coupon -> coupon.getMember().toString()).toArray(String[]::new))
			.param("codes", coupons.stream().map(Coupon::getCode).toArray(String[]::new))
			.param("perMember", perMember)
			.query(UUID.class)
			.list();
	}

	/**
	 * A coupon to be written.
	 *
	 * @param coupon with the slot that was found for it
	 * @param actor who issues it
	 */
	record Fresh(Coupon coupon, Actor actor) {
	}

	/**
	 * Inserts coupons of one batch, each in the slot that was found for it, with its
	 * first move.
	 * @return the ids of those that were inserted: a slot may have been taken meanwhile
	 */
	Set<UUID> insertEach(List<Fresh> wanted) {
		// All who write many do so in this order: of two that want the same slots one
		// waits for the other.
		List<Fresh> fresh = wanted.stream()
			.sorted(Comparator.comparing((Fresh one) -> one.coupon().getMember().id())
				.thenComparing(one -> one.coupon().getSlot(), Comparator.nullsFirst(Comparator.naturalOrder())))
			.toList();
		Coupon first = fresh.get(0).coupon();
		CouponTerms terms = first.getTerms();
		// "is true" makes a table of hashes of the ids: what a planner takes for few it
		// would join by comparing all with all.
		return jdbc
			.sql("""
					with asked as materialized (
					select * from unnest(cast(:ids as uuid[]), cast(:members as uuid[]), cast(:codes as text[]),
					    cast(:slots as int[]), cast(:froms as timestamptz[]), cast(:ends as timestamptz[]),
					    cast(:ats as timestamptz[]), cast(:days as date[]), cast(:issues as uuid[]), cast(:campaigns as uuid[]),
					    cast(:links as uuid[]),
					    cast(:actorKinds as text[]), cast(:actors as uuid[]), cast(:actorNames as text[]))
					    with ordinality as one (id, member_id, code, slot, valid_from, expires_at, issued_at, issued_day,
					        issue_id, campaign_id, link_id, actor_kind, actor_id, actor_name, place)),
					inserted as (
					insert into coupons (organization_id, id, version, batch_id, member_id, code, slot, state, kind,
					    largest_minor, basis_points, threshold_minor, currency, valid_from, expires_at, issued_at, issued_day,
					    issue_id, campaign_id, link_id)
					select :organization, id, 0, :batch, member_id, code, slot, 'ISSUED', :kind, :largest, :basisPoints,
					    :threshold, :currency, valid_from, expires_at, issued_at, issued_day, issue_id, campaign_id,
					    link_id
					from asked order by place
					on conflict do nothing
					returning organization_id, id)
					insert into coupon_moves (organization_id, coupon_id, number, at, to_state, reason, actor_kind, actor_id,
					    actor_name)
					select :organization, id, 1, issued_at, 'ISSUED', case when link_id is null then 'issued' else 'claimed' end,
					    actor_kind, actor_id, actor_name
					from asked where (id in (select i.id from inserted i where i.organization_id = :organization)) is true
					returning coupon_id
					""")
			.param("organization", tenancy.current())
			.param("batch", first.getBatch().id())
			.param("kind", terms.kind().name())
			.param("largest", terms.largestMinor())
			.param("basisPoints", terms.basisPoints())
			.param("threshold", terms.thresholdMinor())
			.param("currency", terms.currency())
			.param("ids", texts(fresh, one -> one.coupon().getId()))
			.param("members", texts(fresh, one -> one.coupon().getMember()))
			.param("codes", texts(fresh, one -> one.coupon().getCode()))
			.param("slots", texts(fresh, one -> one.coupon().getSlot()))
			.param("froms", texts(fresh, one -> one.coupon().getValidFrom()))
			.param("ends", texts(fresh, one -> one.coupon().getExpiresAt()))
			.param("ats", texts(fresh, one -> one.coupon().getIssuedAt()))
			.param("days", texts(fresh, one -> one.coupon().getIssuedDay()))
			.param("issues", texts(fresh, one -> one.coupon().getIssueId()))
			.param("campaigns", texts(fresh, one -> one.coupon().getCampaignId()))
			.param("links", texts(fresh, one -> one.coupon().getLinkId()))
			.param("actorKinds", texts(fresh, one -> one.actor().kind()))
			.param("actors", texts(fresh, one -> one.actor().id()))
			.param("actorNames", texts(fresh, one -> one.actor().name()))
			.query(UUID.class)
			.set();
	}

	@SuppressWarnings("NullAway") // an array for the database, which takes null as null
	private static String[] texts(List<Fresh> fresh, Function<Fresh, @Nullable Object> column) {
		return fresh.stream()
			.map(column)
			.map(value -> (value != null) ? value.toString() : null)
			.toArray(String[]::new);
	}

	/** The slots of the batch that those of the members hold who are some. */
	Map<UUID, Set<Integer>> slots(BatchId batch, List<UUID> members) {
		Map<UUID, Set<Integer>> slots = new HashMap<>();
		jdbc.sql("""
				select m.member_id, array(select c.slot from coupons c where c.organization_id = :organization
				    and c.batch_id = :batch and c.member_id = m.member_id and c.slot is not null) as slots
				from member_facts m
				where m.organization_id = :organization and m.member_id = any(cast(:members as uuid[]))
				and m.state = 'ACTIVE'
				""")
			.param("organization", tenancy.current())
			.param("batch", batch.id())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.query(row -> {
				slots.put(row.getObject("member_id", UUID.class),
						new HashSet<>(Arrays.asList((Integer[]) row.getArray("slots").getArray())));
			});
		return slots;
	}

	/** How many of a batch count against the member's limit. */
	int slotsTaken(BatchId batch, UUID member) {
		return jdbc.sql("""
				select count(*) from coupons
				where organization_id = :organization and batch_id = :batch and member_id = :member and slot is not null
				""")
			.param("organization", tenancy.current())
			.param("batch", batch.id())
			.param("member", member)
			.query(Integer.class)
			.single();
	}

	/** Writes a single move down. */
	void moved(Coupon coupon, CouponState from, String reason, @Nullable String note, @Nullable UUID order) {
		moved(List.of(coupon.getId().id()), from, coupon.getState(), reason, note, order);
	}

	/** Writes the same move of several coupons down. */
	void moved(List<UUID> coupons, CouponState from, CouponState to, String reason, @Nullable String note,
			@Nullable UUID order) {
		jdbc.sql(
				"""
						insert into coupon_moves (organization_id, coupon_id, number, at, from_state, to_state, reason, note, order_id,
						    actor_kind, actor_id, actor_name)
						select :organization, moved.id, (select max(before.number) + 1 from coupon_moves before
						        where before.organization_id = :organization and before.coupon_id = moved.id),
						    :at, :from, :to, :reason, cast(:note as text), cast(:order as uuid), :actorKind, cast(:actor as uuid),
						    :actorName
						from unnest(cast(:coupons as uuid[])) as moved (id)
						""")
			.params(actor())
			.param("organization", tenancy.current())
			.param("at", Timestamp.from(clock.instant()))
			.param("from", from.name())
			.param("to", to.name())
			.param("reason", reason)
			.param("note", note)
			.param("order", order)
			.param("coupons", coupons.stream().map(UUID::toString).toArray(String[]::new))
			.update();
	}

	/** The parameters that say who acts. */
	static Map<String, @Nullable Object> actor() {
		Actor actor = OnBehalf.actor();
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("actorKind", actor.kind().name());
		parameters.put("actor", actor.id());
		parameters.put("actorName", actor.name());
		return parameters;
	}

	/** Now. */
	Instant now() {
		return clock.instant();
	}

}
