package io.guildhall.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.fulfilment.Fulfilment.Line;
import io.guildhall.member.MemberId;

/** What may leave the house, and what may not. */
class FulfilmentTests {

	private static final ShippingAddress HOME = new ShippingAddress("安然", "138 0000 8000", "浙江", "杭州", "西湖区", "龙井路 1 号",
			"310000", "");

	private final UUID tea = UUID.randomUUID();

	private final UUID cup = UUID.randomUUID();

	@Test
	void whatIsPaidAndHasAnAddressGoesOutLineByLineOrAllAtOnce() {
		Fulfilment both = order(true, HOME, LineState.OPEN, LineState.OPEN);
		assertThat(both.ship(List.of())).containsExactly(tea, cup);
		assertThat(both.ship(List.of(cup, cup))).containsExactly(cup);
		assertThat(order(true, HOME, LineState.SHIPPED, LineState.OPEN).ship(List.of())).containsExactly(cup);
	}

	@Test
	void whatIsNotPaidLeavesNeitherByCourierNorInPerson() {
		Fulfilment unpaid = order(false, HOME, LineState.OPEN, LineState.OPEN);
		refused("not-paid", () -> unpaid.ship(List.of()));
		refused("not-paid", () -> unpaid.handOver(List.of()));
	}

	@Test
	void aParcelNeedsAnAddressAndHandingOverDoesNot() {
		Fulfilment nowhere = order(true, null, LineState.OPEN, LineState.OPEN);
		refused("no-address", () -> nowhere.ship(List.of()));
		assertThat(nowhere.handOver(List.of(tea))).containsExactly(tea);
	}

	@Test
	void whatLeftOrStaysDoesNotLeaveAgain() {
		for (LineState gone : List.of(LineState.SHIPPED, LineState.DELIVERED, LineState.HANDED_OVER,
				LineState.STOPPED)) {
			Fulfilment its = order(true, HOME, gone, LineState.OPEN);
			refused("not-open", () -> its.ship(List.of(tea)));
			refused("not-open", () -> its.handOver(List.of(cup, tea)));
			assertThat(its.open()).containsExactly(cup);
			Fulfilment none = order(true, HOME, gone, gone);
			refused("nothing-open", () -> none.ship(List.of()));
			refused("nothing-open", () -> none.goTo(HOME));
		}
		refused("unknown-line",
				() -> order(true, HOME, LineState.OPEN, LineState.OPEN).ship(List.of(UUID.randomUUID())));
	}

	@Test
	void onlyWhatWasHandedOverAndNotPaidBackIsTakenBack() {
		Fulfilment given = order(true, HOME, LineState.HANDED_OVER, LineState.HANDED_OVER);
		assertThat(given.takeBack(List.of(), Set.of())).containsExactly(tea, cup);
		assertThat(given.takeBack(List.of(cup, cup), Set.of(tea))).containsExactly(cup);
		refused("given-paid-back-since", () -> given.takeBack(List.of(), Set.of(tea)));
		refused("given-paid-back-since",
				() -> order(false, HOME, LineState.HANDED_OVER, LineState.OPEN).takeBack(List.of(), Set.of()));
		for (LineState other : List.of(LineState.OPEN, LineState.SHIPPED, LineState.DELIVERED, LineState.STOPPED)) {
			Fulfilment its = order(true, HOME, other, LineState.HANDED_OVER);
			assertThat(its.takeBack(List.of(), Set.of())).containsExactly(cup);
			refused("not-given", () -> its.takeBack(List.of(tea, cup), Set.of()));
			refused("nothing-given", () -> order(true, HOME, other, other).takeBack(List.of(), Set.of()));
		}
		refused("unknown-line", () -> given.takeBack(List.of(UUID.randomUUID()), Set.of()));
	}

	@Test
	void anAddressIsWholeOrNone() {
		assertThat(ShippingAddress.of(null, "", " ", null, null, null, null, null)).isNull();
		refused("address.recipient", () -> ShippingAddress.of(null, "13800008000", "", "杭州", "", "路 1 号", "", ""));
		refused("address.phone", () -> ShippingAddress.of("安然", "call me", "", "杭州", "", "路 1 号", "", ""));
		refused("address.phone", () -> ShippingAddress.of("安然", "1234", "", "杭州", "", "路 1 号", "", ""));
		refused("address.city", () -> ShippingAddress.of("安然", "13800008000", "浙江", "", "", "路 1 号", "", ""));
		refused("address.street", () -> ShippingAddress.of("安然", "13800008000", "浙江", "杭州", "", "", "", ""));
		refused("address.street", () -> ShippingAddress.of("安然", "13800008000", "", "杭州", "", "x".repeat(301), "", ""));
		refused("address.recipient", () -> ShippingAddress.of("\u0000", "13800008000", "", "杭州", "", "路", "", ""));
		refused("address.postcode",
				() -> ShippingAddress.of("安然", "13800008000", "", "杭州", "", "路", "1".repeat(21), ""));
		assertThat(HOME.line()).isEqualTo("浙江 杭州 西湖区 龙井路 1 号 310000");
	}

	@Test
	void whatWasMaskedOnItsWayOutIsNotWrittenBack() {
		ShippingAddress shown = HOME.masked();
		assertThat(shown.phone()).contains("••••").doesNotContain("0000 8000");
		ShippingAddress moved = new ShippingAddress("安然", shown.phone(), "浙江", "宁波", "", "中山路 2 号", "", "");
		assertThat(order(true, HOME, LineState.OPEN, LineState.OPEN).goTo(moved))
			.returns(HOME.phone(), ShippingAddress::phone)
			.returns("宁波", ShippingAddress::city);
		refused("address.phone", () -> order(true, null, LineState.OPEN, LineState.OPEN).goTo(moved));
		ShippingAddress other = new ShippingAddress("安然", "139••••1111", "浙江", "宁波", "", "中山路 2 号", "", "");
		refused("address.phone", () -> order(true, HOME, LineState.OPEN, LineState.OPEN).goTo(other));
	}

	@Test
	void noAddressStandsInALog() {
		assertThat(HOME.toString() + AddressInput.of(HOME)).doesNotContain("安然", "8000", "龙井");
	}

	@Test
	void aCourierHasANameAndANumberThatFit() {
		assertThat(Courier.of(" 顺丰\n", null)).isEqualTo(new Courier("顺丰", ""));
		refused("carrier", () -> Courier.of(" ", "SF1"));
		refused("carrier", () -> Courier.of("x".repeat(61), "SF1"));
		refused("tracking", () -> Courier.of("顺丰", "1".repeat(61)));
	}

	private Fulfilment order(boolean paid, @Nullable ShippingAddress address, LineState ofTea, LineState ofCup) {
		return new Fulfilment(UUID.randomUUID(), new MemberId(UUID.randomUUID()), paid, address,
				List.of(new Line(tea, "Tea", ofTea), new Line(cup, "Cup", ofCup)));
	}

	private static void refused(String code, ThrowingCallable work) {
		assertThatExceptionOfType(FulfilmentRefused.class).isThrownBy(work)
			.returns("fulfilment.refused." + code, FulfilmentRefused::getCode);
	}

}
