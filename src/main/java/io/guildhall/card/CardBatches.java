package io.guildhall.card;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.onboarding.ChannelId;
import io.guildhall.onboarding.ChannelService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Makes batches of cards, takes them back, and says what came of them. */
@Service
@Transactional
@RequiredArgsConstructor
public class CardBatches {

	/** By which codes of cards are told from other public codes. */
	static final String KIND = "card";

	static final String OBJECT = "card-batch";

	static final int LONGEST_REASON = 200;

	private static final String BATCHES = """
			select b.*, f.name as channel_name, f.open as channel_open, u.name as coupon_name,
				b.last_day < :today as over, n.claimed, n.revoked, n.set_aside
			from card_batches b
			cross join lateral (select count(c.claimed_at) as claimed, count(c.revoked_at) as revoked,
				count(*) filter (where c.set_aside) as set_aside
				from cards c where c.organization_id = :organization and c.batch_id = b.id) n
			join onboarding_channel_facts f on f.organization_id = b.organization_id and f.channel_id = b.channel_id
			left join coupon_batch_facts u on u.organization_id = b.organization_id and u.batch_id = b.coupon_batch_id
			where b.organization_id = :organization and\s""";

	private final ChannelService channels;

	private final CouponBatches coupons;

	private final CardCoupons aside;

	private final CardStanding standing;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Makes a batch with all its cards. Coupons are set aside for all of them.
	 * @throws CardRefused if a part is not right, the words do not fit onto a card, or
	 * fewer coupons are left than there would be cards
	 * @throws io.guildhall.onboarding.ChannelRefused if there is no such channel for who
	 * acts
	 * @throws io.guildhall.coupon.CouponRefused if there is no such coupon batch, or it
	 * has ended
	 */
	@May(Permission.COUPON_EDIT)
	public CardBatchId create(CardTerms wanted) {
		CardTerms terms = wanted.checked(organizations.today());
		CardSheet.requirePrintable(terms);
		channels.get(terms.channel());
		BatchId coupon = terms.gift().coupon();
		if (coupon != null && coupons.get(coupon).left() < terms.cards()) {
			throw CardRefused.coupons(coupons.get(coupon).left(), terms.cards());
		}
		CardBatchId id = CardBatchId.next();
		jdbc.sql("""
				insert into card_batches (organization_id, id, name, title, text, coupon_batch_id, points, channel_id,
					last_day, with_order, cards, created_at)
				values (:organization, :id, :name, :title, :text, cast(:coupon as uuid), :points, :channel,
					:lastDay, :withOrder, :cards, :now)
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("name", terms.name())
			.param("title", terms.title())
			.param("text", terms.text())
			.param("coupon", (coupon != null) ? coupon.toString() : null)
			.param("points", terms.gift().points())
			.param("channel", terms.channel().id())
			.param("lastDay", Date.valueOf(terms.lastDay()))
			.param("withOrder", terms.withOrder())
			.param("cards", terms.cards())
			.param("now", Timestamp.from(now()))
			.update();
		lay(id, terms.cards());
		audit.record("card.batch.created", OBJECT, id, values(terms));
		if (coupon != null) {
			aside.setAside(id, coupon, terms.cards());
		}
		return id;
	}

	/**
	 * That two codes are the same is left to the keys: it happens once in a million
	 * batches.
	 */
	private void lay(CardBatchId batch, int cards) {
		String[] ids = Stream.generate(() -> CardId.next().toString()).limit(cards).toArray(String[]::new);
		String[] codes = Stream.generate(() -> CardCode.draw().letters()).limit(cards).toArray(String[]::new);
		jdbc.sql("""
				insert into cards (organization_id, id, batch_id, number, code, refused)
				select :organization, cast(given.id as uuid), :batch, given.number, given.code, 0
				from unnest(:ids, :codes) with ordinality as given (id, code, number)
				""")
			.param("organization", tenancy.current())
			.param("batch", batch.id())
			.param("ids", ids)
			.param("codes", codes)
			.update();
		jdbc.sql(
				"""
						insert into public_slugs (kind, slug, organization_id, subject_id)
						select :kind, given.code, :organization, cast(given.id as uuid) from unnest(:ids, :codes) as given (id, code)
						""")
			.param("kind", KIND)
			.param("organization", tenancy.current())
			.param("ids", ids)
			.param("codes", codes)
			.update();
	}

	/**
	 * None of its cards counts any more; what was claimed stays claimed. A second time
	 * changes nothing.
	 * @throws CardRefused if there is no such batch, or no reason
	 */
	@May(Permission.COUPON_EDIT)
	public CardBatch revoke(CardBatchId id, String reason) {
		String why = requireReason(reason);
		get(id);
		int revoked = jdbc.sql("""
				update card_batches set revoked_at = :now, revoked_reason = :reason
				where organization_id = :organization and id = :id and revoked_at is null
				""")
			.param("now", Timestamp.from(now()))
			.param("reason", why)
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update();
		if (revoked > 0) {
			audit.record("card.batch.revoked", OBJECT, id, Map.of("reason", why));
			aside.letGo(id);
		}
		return get(id);
	}

	/**
	 * A batch.
	 * @throws CardRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public CardBatch get(CardBatchId id) {
		return jdbc.sql(BATCHES + "b.id = :id")
			.params(standing.of(id.id()))
			.query(CardBatches::batch)
			.optional()
			.orElseThrow(CardRefused::unknownBatch);
	}

	/** The batches, the latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<CardBatch> list(@Nullable String after) {
		List<String> cursor = Slice.decode(after, 1);
		return Slice.of(jdbc.sql(BATCHES + "(:first or b.id < :after) order by b.id desc limit :limit")
			.params(standing.today())
			.param("first", cursor.isEmpty())
			.param("after", Slice.id(cursor, 0))
			.param("limit", Slice.PAGE + 1)
			.query(CardBatches::batch)
			.list(), Slice.PAGE, batch -> List.of(batch.id()));
	}

	/**
	 * What came of a batch.
	 * @throws CardRefused if there is none
	 */
	@May(Permission.DASHBOARD_READ)
	@Transactional(readOnly = true)
	public CardFigures figures(CardBatchId id) {
		get(id);
		String currency = organizations.current().currency();
		return jdbc.sql("""
				with mine as (
					select * from cards where organization_id = :organization and batch_id = :batch
				), sold as (
					select count(*) as orders, coalesce(sum(o.total_minor - o.refunded_minor), 0) as net
					from order_facts o where o.organization_id = :organization and o.paid_day is not null
					and o.currency = :currency and o.order_id in (select m.order_id from mine m)
				), came as (
					select count(distinct m.member_id) as again from mine m
					join order_facts o on o.organization_id = m.organization_id and o.member_id = m.member_id
					where o.organization_id = :organization and o.paid_at > m.claimed_at
					and o.total_minor > o.refunded_minor and o.order_id is distinct from m.order_id
				)
				select count(*) as cards, count(m.printed_at) as printed, count(m.order_id) as handed_out,
					count(m.scanned_at) as scanned, count(m.claimed_at) as claimed, sum(m.refused) as refused,
					count(distinct m.member_id) as claimers, (select orders from sold) as orders,
					(select net from sold) as net, (select again from came) as again
				from mine m
				""")
			.param("organization", tenancy.current())
			.param("batch", id.id())
			.param("currency", currency)
			.query((row, number) -> new CardFigures(row.getLong("cards"), row.getLong("printed"),
					row.getLong("handed_out"), row.getLong("scanned"), row.getLong("claimed"), row.getLong("refused"),
					row.getLong("orders"), new Money(row.getLong("net"), currency), row.getLong("claimers"),
					row.getLong("again")))
			.single();
	}

	static String requireReason(String reason) {
		String why = reason.strip();
		if (why.isEmpty() || why.length() > LONGEST_REASON || why.indexOf('\0') >= 0) {
			throw CardRefused.reason(LONGEST_REASON);
		}
		return why;
	}

	private static CardBatch batch(ResultSet row, int at) throws SQLException {
		UUID coupon = row.getObject("coupon_batch_id", UUID.class);
		CardGift gift = new CardGift((coupon != null) ? new BatchId(coupon) : null,
				row.getObject("points", Long.class));
		CardTerms terms = new CardTerms(row.getString("name"), row.getString("title"), row.getString("text"), gift,
				new ChannelId(row.getObject("channel_id", UUID.class)), row.getObject("last_day", LocalDate.class),
				row.getBoolean("with_order"), row.getInt("cards"));
		return new CardBatch(new CardBatchId(row.getObject("id", UUID.class)), terms, row.getString("coupon_name"),
				row.getString("channel_name"), row.getBoolean("channel_open"), row.getLong("claimed"),
				row.getLong("revoked"), row.getLong("set_aside"), row.getBoolean("over"),
				row.getTimestamp("created_at").toInstant(), Rows.instant(row, "revoked_at"),
				row.getString("revoked_reason"));
	}

	private static Map<String, ?> values(CardTerms terms) {
		Map<String, Object> values = new HashMap<>(Map.of("name", terms.name(), "title", terms.title(), "lastDay",
				terms.lastDay(), "withOrder", terms.withOrder(), "cards", terms.cards()));
		BatchId coupon = terms.gift().coupon();
		if (coupon != null) {
			values.put("batch", coupon);
		}
		Long points = terms.gift().points();
		if (points != null) {
			values.put("points", points);
		}
		return values;
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
