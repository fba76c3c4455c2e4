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
import io.guildhall.provider.Standing.Receipt;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The rows of money that came in, and of what of it is to go back. */
@Component
@Transactional
@RequiredArgsConstructor
class ReturnStore {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** The row of a payment, by the name by which it was first heard of. */
	static UUID receiptId(UUID attempt, Receipt receipt) {
		return Ids.of(attempt, "receipt/" + receipt.transaction());
	}

	/** The row of a payment that was written down before, by the name it has by now. */
	@Transactional(readOnly = true)
	Optional<UUID> find(UUID attempt, Receipt receipt) {
		return jdbc.sql("""
				select id from checkout_receipts
				where organization_id = :organization and attempt_id = :attempt and transaction_id = :transaction
				""")
			.param("organization", tenancy.current())
			.param("attempt", attempt)
			.param("transaction", receipt.transaction())
			.query(UUID.class)
			.optional();
	}

	/** A payment that a statement has said, and of which the provider has not told. */
	@Transactional(readOnly = true)
	Optional<UUID> stated(UUID attempt, Receipt receipt) {
		return jdbc.sql("""
				select id from checkout_receipts
				where organization_id = :organization and attempt_id = :attempt and stated
				and amount_minor = :minor and currency = :currency
				order by heard_at, id limit 1
				""")
			.param("organization", tenancy.current())
			.param("attempt", attempt)
			.param("minor", receipt.amount().minor())
			.param("currency", receipt.amount().currency())
			.query(UUID.class)
			.optional();
	}

	/** The provider tells of what a statement has said, and how it names it. */
	void told(UUID receipt, Receipt paid) {
		jdbc.sql("""
				update checkout_receipts set stated = false, transaction_id = :transaction
				where organization_id = :organization and id = :id and stated
				""")
			.param("transaction", paid.transaction())
			.param("organization", tenancy.current())
			.param("id", receipt)
			.update();
	}

	void receive(Attempt attempt, Receipt receipt, String became, Instant now, boolean stated) {
		jdbc.sql(
				"""
						insert into checkout_receipts (organization_id, id, attempt_id, order_id, transaction_id, amount_minor,
						    currency, fee_minor, paid_at, heard_at, became, stated)
						values (:organization, :id, :attempt, :order, :transaction, :minor, :currency, :fee, :paid, :now, :became,
						    :stated)
						""")
			.param("organization", tenancy.current())
			.param("id", receiptId(attempt.id(), receipt))
			.param("attempt", attempt.id())
			.param("order", attempt.order().id())
			.param("transaction", receipt.transaction())
			.param("minor", receipt.amount().minor())
			.param("currency", receipt.amount().currency())
			.param("fee", receipt.fee().minor())
			.param("paid", Timestamp.from(receipt.at()))
			.param("now", Timestamp.from(now))
			.param("became", became)
			.param("stated", stated)
			.update();
	}

	/** What the provider kept of a payment, where it says so only later. */
	void feeOf(UUID receipt, Receipt paid) {
		jdbc.sql("""
				update checkout_receipts set fee_minor = :fee
				where organization_id = :organization and id = :id and fee_minor = 0
				""")
			.param("fee", paid.fee().minor())
			.param("organization", tenancy.current())
			.param("id", receipt)
			.update();
	}

	/** Money is to go back; the same again changes nothing. */
	void due(UUID id, UUID receipt, @Nullable UUID refund, ReturnReason reason, Money amount, Instant now) {
		jdbc.sql("""
				insert into checkout_returns (organization_id, id, version, receipt_id, attempt_id, order_id, refund_id,
				    reason, amount_minor, currency, state, note, made_at, asks, next_ask_at)
				select :organization, :id, 0, r.id, r.attempt_id, r.order_id, :refund,
				    :reason, :minor, :currency, 'DUE', '', :now, 0, :now
				from checkout_receipts r where r.organization_id = :organization and r.id = :receipt
				on conflict do nothing
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("receipt", receipt)
			.param("refund", refund)
			.param("reason", reason.name())
			.param("minor", amount.minor())
			.param("currency", amount.currency())
			.param("now", Timestamp.from(now))
			.update();
	}

	/** The payment that an order took. */
	@Transactional(readOnly = true)
	UUID receiptOf(OrderId order) {
		return jdbc.sql("""
				select id from checkout_receipts
				where organization_id = :organization and order_id = :order and became = 'PAID'
				""")
			.param("organization", tenancy.current())
			.param("order", order.id())
			.query(UUID.class)
			.optional()
			.orElseThrow(CheckoutRefused::unknown);
	}

	MoneyReturn requireToMove(UUID id) {
		return select("and t.id = :id for update of t", Map.of("id", id)).stream()
			.findFirst()
			.orElseThrow(CheckoutRefused::unknownReturn);
	}

	@Transactional(readOnly = true)
	MoneyReturn require(UUID id) {
		return find(id).orElseThrow(CheckoutRefused::unknownReturn);
	}

	@Transactional(readOnly = true)
	Optional<MoneyReturn> find(UUID id) {
		return select("and t.id = :id", Map.of("id", id)).stream().findFirst();
	}

	/**
	 * Writes down how it stands, where it is still as it was read.
	 * @throws CheckoutRefused if somebody else moved it
	 */
	void move(MoneyReturn read, MoneyReturn to, @Nullable String by, String note) {
		int moved = jdbc
			.sql("""
					update checkout_returns set state = :to, external_id = :external, failure = :failure, tries = :tries, asks = :asks,
					    next_ask_at = :nextAsk, settled_at = :settled, settled_by = :by, note = :note, version = version + 1
					where organization_id = :organization and id = :id and state = :from and version = :version
					""")
			.param("to", to.state().name())
			.param("external", to.externalId())
			.param("failure", to.failure())
			.param("tries", to.tries())
			.param("asks", to.asks())
			.param("nextAsk", AttemptStore.timestamp(to.nextAskAt()))
			.param("settled", AttemptStore.timestamp(to.settledAt()))
			.param("by", by)
			.param("note", note)
			.param("organization", tenancy.current())
			.param("id", read.id())
			.param("from", read.state().name())
			.param("version", read.version())
			.update();
		if (moved == 0) {
			throw CheckoutRefused.moved();
		}
	}

	private List<MoneyReturn> select(String condition, Map<String, ?> parameters) {
		return jdbc.sql("""
				select t.*, r.transaction_id from checkout_returns t
				join checkout_receipts r on r.organization_id = t.organization_id and r.id = t.receipt_id
				where t.organization_id = :organization
				""" + condition)
			.param("organization", tenancy.current())
			.params(parameters)
			.query(ReturnStore::moneyReturn)
			.list();
	}

	private static MoneyReturn moneyReturn(ResultSet row, int number) throws SQLException {
		return new MoneyReturn(row.getObject("id", UUID.class), row.getObject("attempt_id", UUID.class),
				new OrderId(row.getObject("order_id", UUID.class)), row.getString("transaction_id"),
				ReturnReason.valueOf(row.getString("reason")),
				new Money(row.getLong("amount_minor"), row.getString("currency")),
				ReturnState.valueOf(row.getString("state")), row.getString("external_id"), row.getString("failure"),
				row.getInt("tries"), row.getInt("asks"), Rows.instant(row, "next_ask_at"),
				Rows.instant(row, "settled_at"), row.getLong("version"));
	}

}
