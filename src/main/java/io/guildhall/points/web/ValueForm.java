package io.guildhall.points.web;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import io.guildhall.points.PointValue;
import io.guildhall.shared.Money;

/**
 * What a point is worth, as somebody types it.
 *
 * @param amount in major units; null for nothing
 */
record ValueForm(@Nullable BigDecimal amount, @Nullable String currency, @Nullable Long valueVersion) {

	static ValueForm of(PointValue value, String currency) {
		Money money = value.value();
		return new ValueForm((money != null) ? money.toMajor() : null, (money != null) ? money.currency() : currency,
				value.version());
	}

	/**
	 * The amount; null for none.
	 * @throws io.guildhall.points.PointsRefused if it is none of the currency
	 */
	@Nullable Money money() {
		return (amount != null) ? PointValue.of(amount, (currency != null) ? currency : "").value() : null;
	}

}
