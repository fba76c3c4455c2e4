package io.guildhall.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.guildhall.community.Carrier;

class IdentityKindTests {

	@ParameterizedTest
	@ValueSource(strings = { "13800138000", "+86 138 0013 8000", "0086-138-0013-8000", "(86)13800138000" })
	void takesAChineseMobileNumberForTheSameHoweverItIsWritten(String phone) {
		assertThat(IdentityKind.PHONE.key(phone)).contains("+8613800138000");
	}

	@Test
	void keepsOtherNumbersAsTheyAre() {
		assertThat(IdentityKind.PHONE.key("+44 20 7946 0958")).contains("+442079460958");
		assertThat(IdentityKind.PHONE.key("021-6543210")).contains("0216543210");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "12", "call me", "138••••8000" })
	void refusesWhatIsNoPhone(String phone) {
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> NewIdentity.phone(phone).key());
	}

	@Test
	void comparesMailsAndHandlesInLowerCase() {
		assertThat(IdentityKind.EMAIL.key(" Ann@Example.COM ")).contains("ann@example.com");
		assertThat(IdentityKind.EMAIL.key("ann@example")).isEmpty();
		assertThat(IdentityKind.HANDLE.key("@Ann")).contains("ann");
		assertThat(IdentityKind.ID.key("wxid_A1")).contains("wxid_A1");
	}

	@Test
	void needsTheGroupOfAName() {
		assertThatExceptionOfType(MemberRefused.class)
			.isThrownBy(() -> new NewIdentity(Carrier.QQ, IdentityKind.NAME, "Ann", null).key());
	}

	@Test
	void hidesTheMiddleOfContactsAndKnowsThemAgain() {
		assertThat(Masks.mask(IdentityKind.PHONE, "13800138000")).isEqualTo("138••••8000");
		assertThat(Masks.mask(IdentityKind.EMAIL, "ann@example.com")).isEqualTo("a••••@example.com");
		assertThat(Masks.mask(IdentityKind.HANDLE, "ann")).isEqualTo("ann");
		assertThat(Masks.isMasked("138••••8000")).isTrue();
		assertThat(Masks.isMasked("13800138000")).isFalse();
	}

}
