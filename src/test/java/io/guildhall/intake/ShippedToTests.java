package io.guildhall.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductKind;
import io.guildhall.fulfilment.AddressInput;
import io.guildhall.fulfilment.ShippingAddress;

class ShippedToTests {

	@Test
	void anAddressInOneCellIsTakenApart() {
		assertThat(whole("浙江省杭州市西湖区龙井路 1 号")).isEqualTo(address("浙江省", "杭州市", "西湖区", "龙井路 1 号"));
		assertThat(whole("浙江省 杭州市 西湖区 龙井路1号")).isEqualTo(address("浙江省", "杭州市", "西湖区", "龙井路1号"));
		assertThat(whole("杭州市文一西路969号小区")).isEqualTo(address("", "杭州市", "", "文一西路969号小区"));
		assertThat(whole("内蒙古自治区呼和浩特市新城区中山路2号")).isEqualTo(address("内蒙古自治区", "呼和浩特市", "新城区", "中山路2号"));
		assertThat(whole("湖北省恩施土家族苗族自治州建始县长街3号")).isEqualTo(address("湖北省", "恩施土家族苗族自治州", "建始县", "长街3号"));
	}

	@Test
	void aTownThatIsAProvinceIsTheTown() {
		assertThat(whole("上海市浦东新区张江路1号")).isEqualTo(address("", "上海市", "浦东新区", "张江路1号"));
		assertThat(whole("北京海淀区中关村大街5号")).isEqualTo(address("", "北京", "海淀区", "中关村大街5号"));
	}

	@Test
	void cellsOfTheirOwnComeFirst() {
		AddressInput typed = new AddressInput("安然", "13800008000", null, "宁波", null, "杭州市西湖区龙井路1号", null, null);
		assertThat(ShippedTo.whole(typed)).isEqualTo(typed);
		AddressInput region = new AddressInput("安然", "13800008000", "浙江", null, null, "杭州市龙井路1号", null, null);
		assertThat(ShippedTo.whole(region).address()).isEqualTo(address("浙江", "杭州市", "", "龙井路1号"));
	}

	@Test
	void whatNamesNoTownStaysAsItIs() {
		AddressInput street = input("12 High Street");
		assertThat(ShippedTo.whole(street)).isEqualTo(street);
		AddressInput shop = input("西湖区超市旁1号");
		assertThat(ShippedTo.whole(shop)).isEqualTo(shop);
	}

	@Test
	void kindsAreNamedInBothLanguagesAndMembershipsAreNone() {
		assertThat(KindCells.of(" Course ")).isEqualTo(ProductKind.COURSE);
		assertThat(KindCells.of("咨询")).isEqualTo(ProductKind.CONSULTATION);
		assertThat(KindCells.of("membership")).isNull();
		assertThat(KindCells.of("paid")).isNull();
	}

	private static ShippingAddress whole(String cell) {
		return ShippedTo.whole(input(cell)).require();
	}

	private static AddressInput input(String cell) {
		return new AddressInput("安然", "13800008000", null, null, null, cell, null, null);
	}

	private static ShippingAddress address(String region, String city, String district, String street) {
		return new ShippingAddress("安然", "13800008000", region, city, district, street, "", "");
	}

}
