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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Actor;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.Ids;
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

	private final GatheredWrites writes;

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
			.sorted(Comparator.comparing((Fresh one) -> one.coupon().getMember().id(), Ids.IN_ORDER)
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
					    largest_minor, basis_points, threshold_minor, currency, wait_days, valid_from, expires_at, issued_at, issued_day,
					    issue_id, campaign_id, link_id, conditions_id)
					select :organization, id, 0, :batch, member_id, code, slot, 'ISSUED', :kind, :largest, :basisPoints,
					    :threshold, :currency, :wait, valid_from, expires_at, issued_at, issued_day, issue_id, campaign_id,
					    link_id, cast(:conditions as uuid)
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
			.param("wait", terms.waitDays())
			.param("conditions", first.getConditionsId())
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

	/**
	 * The slots of the batch that those of the members hold who are some. Organization
	 * and batch come with each member who asks instead of as constants: of a new batch
	 * the planner knows nothing, and would walk over all of its coupons for each (ADR
	 * 14).
	 */
	Map<UUID, Set<Integer>> slots(BatchId batch, List<UUID> members) {
		Map<UUID, Set<Integer>> slots = new HashMap<>();
		UUID organization = tenancy.current();
		jdbc.sql("""
				select asked.member as member_id, array(select c.slot from coupons c
				    where c.organization_id = asked.organization and c.batch_id = asked.batch
				    and c.member_id = asked.member and c.slot is not null) as slots
				from unnest(cast(:organizations as uuid[]), cast(:batches as uuid[]), cast(:members as uuid[]))
				    as asked (organization, batch, member)
				join member_facts m on m.organization_id = asked.organization and m.member_id = asked.member
				where m.state = 'ACTIVE'
				""")
			.param("organizations", members.stream().map(member -> organization.toString()).toArray(String[]::new))
			.param("batches", members.stream().map(member -> batch.toString()).toArray(String[]::new))
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.query(row -> {
				slots.put(row.getObject("member_id", UUID.class),
						new HashSet<>(Arrays.asList((Integer[]) row.getArray("slots").getArray())));
			});
		return slots;
	}

	/** Writes a single move down. */
	void moved(Coupon coupon, CouponState from, String reason, @Nullable String note, @Nullable UUID order) {
		moved(List.of(coupon.getId().id()), from, coupon.getState(), reason, note, order);
	}

	/** Writes the same move of several coupons down. */
	void moved(List<UUID> coupons, CouponState from, CouponState to, String reason, @Nullable String note,
			@Nullable UUID order) {
		Map<String, @Nullable Object> move = actor();
		move.put("organization", tenancy.current());
		move.put("at", Timestamp.from(clock.instant()));
		move.put("from", from.name());
		move.put("to", to.name());
		move.put("reason", reason);
		move.put("note", note);
		move.put("order", order);
		move.put("coupons", coupons.stream().map(UUID::toString).toArray(String[]::new));
		writes.add(
				"""
						insert into coupon_moves (organization_id, coupon_id, number, at, from_state, to_state, reason, note, order_id,
						    actor_kind, actor_id, actor_name)
						select :organization, moved.id, (select max(before.number) + 1 from coupon_moves before
						        where before.organization_id = :organization and before.coupon_id = moved.id),
						    :at, :from, :to, :reason, cast(:note as text), cast(:order as uuid), :actorKind, cast(:actor as uuid),
						    :actorName
						from unnest(cast(:coupons as uuid[])) as moved (id)
						""",
				move);
	}

	/**
	 * Coupons that are to be used at once, locked in one order: as rows, for they are
	 * written with their moves and with what else the order writes ({@link #redeemed}).
	 * @throws CouponRefused if there is none of them
	 */
	List<Coupon> lock(List<CouponId> ids) {
		Map<CouponId, Coupon> locked = jdbc.sql("""
				select * from coupons where organization_id = :organization and id = any(:ids)
				order by id for update
				""")
			.param("organization", tenancy.current())
			.param("ids", ids.stream().map(CouponId::id).toArray(UUID[]::new))
			.query(Coupon::of)
			.list()
			.stream()
			.collect(Collectors.toMap(Coupon::getId, coupon -> coupon));
		return ids.stream()
			.map(id -> Optional.ofNullable(locked.get(id)).orElseThrow(() -> CouponRefused.unknown(id)))
			.toList();
	}

	/**
	 * Writes down that a locked coupon was held for an order and used for it at once: it,
	 * and both moves.
	 */
	void redeemed(Coupon coupon) {
		Map<String, @Nullable Object> used = actor();
		used.put("organization", tenancy.current());
		used.put("coupon", coupon.getId().id());
		used.put("order", coupon.getOrderId());
		used.put("discount", coupon.getDiscountMinor());
		used.put("usedAt", Timestamp.from(Objects.requireNonNull(coupon.getUsedAt())));
		used.put("usedDay", coupon.getUsedDay());
		used.put("at", Timestamp.from(clock.instant()));
		writes.add(
				"""
						with used as (
						    update coupons set state = 'USED', order_id = :order, reserved_until = null, discount_minor = :discount,
						        used_at = :usedAt, used_day = :usedDay, version = version + 1
						    where organization_id = :organization and id = :coupon and state = 'ISSUED'
						    returning id)
						insert into coupon_moves (organization_id, coupon_id, number, at, from_state, to_state, reason, order_id,
						    actor_kind, actor_id, actor_name)
						select :organization, used.id, (select max(before.number) from coupon_moves before
						        where before.organization_id = :organization and before.coupon_id = :coupon) + step.number,
						    :at, step.from_state, step.to_state, step.reason, :order, :actorKind, cast(:actor as uuid), :actorName
						from used, (values (1, 'ISSUED', 'RESERVED', 'reserved'), (2, 'RESERVED', 'USED', 'used'))
						    as step (number, from_state, to_state, reason)
						""",
				used, moves -> {
					if (moves == 0) {
						throw new ObjectOptimisticLockingFailureException(Coupon.class, coupon.getId());
					}
				});
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
