package io.guildhall.checkout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.order.OrderId;
import io.guildhall.provider.PaymentProvider.Charge;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The rows of tries. Who moves one locks its order first, and then writes only over what
 * was read.
 */
@Component
@Transactional
@RequiredArgsConstructor
class AttemptStore {

	private static final String OPEN = " and state in ('CREATED', 'PENDING', 'UNKNOWN')";

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	void insert(Attempt attempt) {
		Charge charge = attempt.charge();
		Actor actor = OnBehalf.actor();
		jdbc.sql(
				"""
						insert into checkout_attempts (organization_id, id, version, order_id, account_id, state, code, subject,
						    site, amount_minor, currency, external_id, link, failure, unwanted, started_at, expires_at, heard_at,
						    asks, next_ask_at, actor_id, actor_name)
						values (:organization, :id, 0, :order, :account, :state, :code, :subject,
						    :site, :minor, :currency, null, null, null, false, :started, :expires, null,
						    0, :nextAsk, :actor, :actorName)
						""")
			.param("organization", tenancy.current())
			.param("id", attempt.id())
			.param("order", attempt.order().id())
			.param("account", attempt.account())
			.param("state", attempt.state().name())
			.param("code", charge.code())
			.param("subject", charge.subject())
			.param("site", charge.site())
			.param("minor", charge.amount().minor())
			.param("currency", charge.amount().currency())
			.param("started", Timestamp.from(charge.startedAt()))
			.param("expires", Timestamp.from(charge.expiresAt()))
			.param("nextAsk", timestamp(attempt.progress().nextAskAt()))
			.param("actor", actor.id())
			.param("actorName", actor.name())
			.update();
	}

	/**
	 * Writes down how far it has come, where it is still as it was read.
	 * @throws CheckoutRefused if somebody else moved it
	 */
	void move(Attempt read, Progress to) {
		int moved = jdbc.sql("""
				update checkout_attempts set state = :to, external_id = :external, link = :link, failure = :failure,
				    unwanted = :unwanted, heard_at = :heard, asks = :asks, next_ask_at = :nextAsk, version = version + 1
				where organization_id = :organization and id = :id and state = :from and version = :version
				""")
			.param("to", to.state().name())
			.param("external", to.externalId())
			.param("link", to.link())
			.param("failure", to.failure())
			.param("unwanted", to.unwanted())
			.param("heard", timestamp(to.heardAt()))
			.param("asks", to.asks())
			.param("nextAsk", timestamp(to.nextAskAt()))
			.param("organization", tenancy.current())
			.param("id", read.id())
			.param("from", read.state().name())
			.param("version", read.version())
			.update();
		if (moved == 0) {
			throw CheckoutRefused.moved();
		}
	}

	@Transactional(readOnly = true)
	Attempt require(UUID id) {
		return find(id).orElseThrow(CheckoutRefused::unknown);
	}

	/** The same, and nobody else moves it until the end of the transaction. */
	Attempt requireToMove(UUID id) {
		return select("and id = :id for update", Map.of("id", id)).stream()
			.findFirst()
			.orElseThrow(CheckoutRefused::unknown);
	}

	@Transactional(readOnly = true)
	Optional<Attempt> find(UUID id) {
		return select("and id = :id", Map.of("id", id)).stream().findFirst();
	}

	/** Those of an order, the latest first. */
	@Transactional(readOnly = true)
	List<Attempt> of(OrderId order) {
		return select("and order_id = :order order by started_at desc, id desc", Map.of("order", order.id()));
	}

	/** The one of an order that money may still come by. */
	@Transactional(readOnly = true)
	Optional<Attempt> openOf(OrderId order) {
		return select("and order_id = :order" + OPEN, Map.of("order", order.id())).stream().findFirst();
	}

	private List<Attempt> select(String condition, Map<String, ?> parameters) {
		return jdbc.sql("select * from checkout_attempts where organization_id = :organization " + condition)
			.param("organization", tenancy.current())
			.params(parameters)
			.query(AttemptStore::attempt)
			.list();
	}

	private static Attempt attempt(ResultSet row, int number) throws SQLException {
		UUID id = row.getObject("id", UUID.class);
		String external = row.getString("external_id");
		Charge charge = new Charge(id, row.getString("code"), row.getString("subject"),
				new Money(row.getLong("amount_minor"), row.getString("currency")), row.getString("site"),
				row.getTimestamp("started_at").toInstant(), row.getTimestamp("expires_at").toInstant(), external);
		Progress progress = new Progress(AttemptState.valueOf(row.getString("state")), external, row.getString("link"),
				row.getString("failure"), row.getBoolean("unwanted"), Rows.instant(row, "heard_at"), row.getInt("asks"),
				Rows.instant(row, "next_ask_at"));
		return new Attempt(id, new OrderId(row.getObject("order_id", UUID.class)),
				row.getObject("account_id", UUID.class), charge, row.getString("actor_name"), progress,
				row.getLong("version"));
	}

	static @Nullable Timestamp timestamp(@Nullable Instant at) {
		return (at != null) ? Timestamp.from(at) : null;
	}

}
