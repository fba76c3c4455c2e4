package io.guildhall.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.guildhall.community.Carrier;
import io.guildhall.member.Accounts.Account;

class AccountsTests {

	@Test
	void whatIsWrittenIsReadAgain() {
		List<Account> accounts = List.of(new Account(Carrier.TELEGRAM, IdentityKind.ID, null, "user4711"),
				new Account(Carrier.WECHAT, IdentityKind.NAME, "茶友: 一群; @home\\", "Ann; the \\ second: one"),
				new Account(Carrier.QQ, IdentityKind.NAME, null, "安"),
				Account.contact(IdentityKind.PHONE, "138 0013 8000"),
				new Account(Carrier.OTHER, IdentityKind.HANDLE, null, "@a@b"));
		assertThat(Accounts.read(Accounts.write(accounts)).get()).isEqualTo(accounts);
		assertThat(Accounts.write(accounts.subList(0, 1))).isEqualTo("TELEGRAM:ID:user4711");
	}

	@Test
	void tablesThatWereTakenOutBeforeAreRead() {
		assertThat(Accounts.read("TELEGRAM:HANDLE:@ann; QQ:NAME:a\\b:c ;").get()).containsExactly(
				new Account(Carrier.TELEGRAM, IdentityKind.HANDLE, null, "@ann"),
				new Account(Carrier.QQ, IdentityKind.NAME, null, "a\\b:c"));
		assertThat(Accounts.read("").get()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ann", "TELEGRAM:ann", "FAX:ID:1", "QQ:NICK:ann", "QQ:ID:", "OTHER:PHONE:ann",
			"QQ:ID:1;OTHER:EMAIL:none", "QQ:NAME@x:\u200b" })
	void whatIsNoneIsBad(String cell) {
		assertThat(Accounts.read(cell).problem()).isEqualTo(Accounts.BAD);
	}

}
