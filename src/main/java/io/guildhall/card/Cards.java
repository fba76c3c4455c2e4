package io.guildhall.card;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderState;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Hands cards out with orders, takes them back, and shows where they are. */
@Service
@Transactional
@RequiredArgsConstructor
public class Cards {

	static final String OBJECT = "card";

	/** More cards than anybody puts into a parcel. */
	private static final int SHOWN = 200;

	private static final String CARDS = """
			select c.*, b.name as batch_name, o.order_id as seen_order, o.number as order_number,
				case when true %2$s then c.member_id end as seen_member, %1$s as state
			from cards c
			join card_batches b on b.organization_id = c.organization_id and b.id = c.batch_id
			left join order_facts o on o.organization_id = :organization and o.order_id = c.order_id %3$s
			where c.organization_id = :organization and\s""";

	private final CardBatches batches;

	private final CardCoupons aside;

	private final CardStanding standing;

	private final OrderService orders;

	private final KeptWords words;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * A card.
	 * @throws CardRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Card get(CardId id) {
		return select("c.id = :id", Map.of("id", id.id())).stream().findFirst().orElseThrow(CardRefused::unknown);
	}

	/**
	 * The cards of a batch by their numbers.
	 * @param state null for all
	 * @throws CardRefused if there is no such batch
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<Card> list(CardBatchId batch, @Nullable CardState state, @Nullable String after) {
		batches.get(batch);
		List<String> cursor = Slice.decode(after, 1);
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("batch", batch.id());
		parameters.put("wanted", (state != null) ? state.name() : null);
		parameters.put("after", Slice.number(cursor, 0, 0));
		parameters.put("limit", Slice.PAGE + 1);
		return Slice.of(select("""
				c.batch_id = :batch and c.number > :after
				and (cast(:wanted as text) is null or :wanted = %s) order by c.number limit :limit
				""".formatted(CardStanding.STATE), parameters), Slice.PAGE, card -> List.of(card.number()));
	}

	/**
	 * The cards that went out with an order.
	 * @throws io.guildhall.order.OrderRefused if there is no such order for who asks
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<Card> of(OrderId order) {
		orders.get(order);
		return select("c.order_id = :order order by c.handed_at, c.id limit :limit",
				Map.of("order", order.id(), "limit", SHOWN));
	}

	/**
	 * Hands a card out with an order: from now on it is this order's, and no other's. The
	 * same card and order a second time change nothing.
	 * @param typed the code, as somebody typed or scanned it
	 * @throws CardRefused if there is no such card, it is another order's or does not
	 * count any more, or the order came to nothing
	 * @throws io.guildhall.order.OrderRefused if there is no such order for who acts
	 */
	@May(Permission.ORDER_RECORD)
	public Card handOut(OrderId id, String typed) {
		OrderDetails order = orders.get(id);
		CardCode code = CardCode.read(typed).orElseThrow(CardRefused::typo);
		CardId card = jdbc.sql("select id from cards where organization_id = :organization and code = :code")
			.param("organization", tenancy.current())
			.param("code", code.letters())
			.query(UUID.class)
			.optional()
			.map(CardId::new)
			.orElseThrow(CardRefused::unknown);
		if (order.state() != OrderState.UNPAID && !order.state().isRefundable()) {
			throw CardRefused.orderClosed();
		}
		Map<String, Object> parameters = standing.of(card.id());
		parameters.put("order", id.id());
		parameters.put("now", Timestamp.from(now()));
		int handed = jdbc.sql("""
				update cards c set order_id = :order, handed_at = :now from card_batches b
				where c.organization_id = :organization and c.id = :id and b.organization_id = :organization
				and b.id = c.batch_id and %s = 'FRESH'
				""".formatted(CardStanding.STATE)).params(parameters).update();
		if (handed > 0) {
			audit.record("card.handed-out", OBJECT, card, Map.of("order", id));
			return get(card);
		}
		Card there = get(card);
		if (!there.revocable()) {
			throw CardStanding.ended(there.state());
		}
		if (!id.equals(there.order())) {
			throw CardRefused.handedOut();
		}
		return there;
	}

	/**
	 * A card did not go out with the order after all, and can go out with another.
	 * @throws CardRefused if the card is none of the order's, or was claimed
	 * @throws io.guildhall.order.OrderRefused if there is no such order for who acts
	 */
	@May(Permission.ORDER_RECORD)
	public void takeBack(OrderId order, CardId card) {
		orders.get(order);
		int back = jdbc.sql("""
				update cards set order_id = null, handed_at = null
				where organization_id = :organization and id = :id and order_id = :order and claimed_at is null
				""")
			.param("organization", tenancy.current())
			.param("id", card.id())
			.param("order", order.id())
			.update();
		if (back == 0) {
			throw order.equals(get(card).order()) ? CardStanding.ended(CardState.CLAIMED) : CardRefused.unknown();
		}
		audit.record("card.taken-back", OBJECT, card, Map.of("order", order), Map.of());
	}

	/**
	 * A card does not count any more.
	 * @throws CardRefused if there is none, it was claimed or counts no more already, or
	 * there is no reason
	 * @throws io.guildhall.order.OrderRefused if it went out with an order that who acts
	 * may not see
	 */
	@May(Permission.COUPON_ISSUE)
	public Card revoke(CardId id, String reason) {
		String why = CardBatches.requireReason(reason);
		Optional<MemberId> whose = jdbc.sql(
				"select order_id from cards where organization_id = :organization and id = :id and order_id is not null")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(UUID.class)
			.optional()
			.map(order -> orders.get(new OrderId(order)).member());
		Map<String, Object> parameters = standing.of(id.id());
		parameters.put("now", Timestamp.from(now()));
		parameters.put("reason", whose.map(member -> words.of(member, why)).orElse(why));
		int revoked = jdbc.sql("""
				update cards c set revoked_at = :now, revoked_reason = :reason from card_batches b
				where c.organization_id = :organization and c.id = :id and b.organization_id = :organization
				and b.id = c.batch_id and %s in ('FRESH', 'HANDED_OUT')
				""".formatted(CardStanding.STATE)).params(parameters).update();
		Card card = get(id);
		if (revoked == 0) {
			throw CardStanding.ended(card.state());
		}
		audit.record("card.revoked", OBJECT, id, Map.of());
		aside.letGo(id);
		return card;
	}

	/**
	 * Why a card that went out with an order of a person counts no more goes with them.
	 */
	@EventListener
	void forget(MemberErased erased) {
		jdbc.sql("""
				update cards c set revoked_reason = '' from order_facts o
				where c.organization_id = :organization and o.organization_id = :organization
				and o.order_id = c.order_id and o.member_id = :member and c.revoked_reason <> ''
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
	}

	private List<Card> select(String condition, Map<String, ?> parameters) {
		MemberScope.Limit member = scope.on("c.member_id");
		MemberScope.Limit order = scope.on("o.member_id");
		return jdbc.sql(CARDS.formatted(CardStanding.STATE, member.sql(), order.sql()) + condition)
			.params(standing.today())
			.params(member.parameters())
			.params(parameters)
			.query((row, number) -> card(row))
			.list();
	}

	private static Card card(ResultSet row) throws SQLException {
		UUID order = row.getObject("seen_order", UUID.class);
		UUID member = row.getObject("seen_member", UUID.class);
		CardState state = CardState.valueOf(row.getString("state"));
		CardCode code = new CardCode(row.getString("code"));
		boolean whole = state == CardState.CLAIMED || OnBehalf.may(Permission.COUPON_EDIT);
		return new Card(new CardId(row.getObject("id", UUID.class)),
				new CardBatchId(row.getObject("batch_id", UUID.class)), row.getString("batch_name"),
				row.getInt("number"), whole ? code.grouped() : code.masked(), state,
				(order != null) ? new OrderId(order) : null, row.getObject("order_number", Long.class),
				Rows.instant(row, "handed_at"), Rows.instant(row, "scanned_at"), Rows.instant(row, "claimed_at"),
				(member != null) ? new MemberId(member) : null, row.getString("revoked_reason"));
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
