package io.guildhall.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.hibernate.annotations.EmbeddedColumnNaming;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import io.guildhall.shared.Money;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/**
 * A product for less, for a while. Once it is opened its terms stay; whether it runs is
 * asked of the clock whenever somebody orders. Its stock is a counter that stands
 * elsewhere: {@link FlashSaleCounter}.
 */
@Entity
@Table(name = "flash_sales")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class FlashSale extends TenantOwned {

	private static final int HIGHEST_LIMIT = 1000;

	@EmbeddedId
	private FlashSaleId id;

	@Embedded
	@EmbeddedColumnNaming("product_%s")
	private ProductId product;

	@Enumerated(EnumType.STRING)
	private Kept state;

	@Embedded
	@AttributeOverride(name = "minor", column = @Column(name = "price_minor"))
	@AttributeOverride(name = "currency", column = @Column(name = "currency"))
	private Money price;

	private Instant startsAt;

	private Instant endsAt;

	private int perMember;

	@JdbcTypeCode(SqlTypes.JSON)
	private Eligibility eligibility;

	@Column(updatable = false)
	private Instant createdAt;

	/** What people did with it. */
	enum Kept {

		DRAFT, OPEN, CANCELLED;

		/** Where it stands at that time. */
		FlashSaleState at(Instant now, Instant startsAt, Instant endsAt, long left) {
			if (this != OPEN) {
				return (this == DRAFT) ? FlashSaleState.DRAFT : FlashSaleState.CANCELLED;
			}
			if (!now.isBefore(endsAt)) {
				return FlashSaleState.ENDED;
			}
			if (now.isBefore(startsAt)) {
				return FlashSaleState.PLANNED;
			}
			return (left > 0) ? FlashSaleState.RUNNING : FlashSaleState.SOLD_OUT;
		}

	}

	/**
	 * A draft.
	 * @param regular the product's price
	 */
	FlashSale(NewFlashSale wanted, Money regular, Instant now) {
		this.id = FlashSaleId.next();
		this.product = wanted.product();
		this.state = Kept.DRAFT;
		this.createdAt = now;
		take(wanted, regular);
	}

	/** Changes it, as long as nobody has opened it; its product stays. */
	void change(NewFlashSale wanted, Money regular) {
		if (state != Kept.DRAFT) {
			throw CatalogRefused.saleOpened();
		}
		take(wanted, regular);
	}

	/**
	 * Opens it: from its beginning on orders take its price.
	 * @throws CatalogRefused if it was opened before, or its time is over
	 */
	void open(Instant now) {
		if (state != Kept.DRAFT) {
			throw CatalogRefused.saleOpened();
		}
		if (!now.isBefore(endsAt)) {
			throw CatalogRefused.saleOver();
		}
		state = Kept.OPEN;
	}

	/**
	 * Calls it off; what was ordered keeps its price.
	 * @throws CatalogRefused if it was called off before, or its time is over
	 */
	void cancel(Instant now) {
		if (state == Kept.CANCELLED || (state == Kept.OPEN && !now.isBefore(endsAt))) {
			throw CatalogRefused.saleOver();
		}
		state = Kept.CANCELLED;
	}

	private void take(NewFlashSale wanted, Money regular) {
		if (wanted.price().isNegative() || !wanted.price().currency().equals(regular.currency())
				|| wanted.price().compareTo(regular) >= 0) {
			throw CatalogRefused.saleNotCheaper(regular);
		}
		// As fine as the database keeps it, so that both agree on when it begins.
		Instant first = wanted.startsAt().truncatedTo(ChronoUnit.MICROS);
		Instant end = wanted.endsAt().truncatedTo(ChronoUnit.MICROS);
		if (!first.isBefore(end)) {
			throw CatalogRefused.saleWindow();
		}
		if (wanted.perMember() < 1 || wanted.perMember() > HIGHEST_LIMIT) {
			throw CatalogRefused.perMember(HIGHEST_LIMIT);
		}
		price = wanted.price();
		startsAt = first;
		endsAt = end;
		perMember = wanted.perMember();
		eligibility = wanted.eligibility();
	}

}
