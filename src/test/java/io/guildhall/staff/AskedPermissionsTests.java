package io.guildhall.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

import io.guildhall.shared.May;
import io.guildhall.shared.Permission;

class AskedPermissionsTests {

	private final Room room = room();

	@AfterEach
	void leave() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void aMethodIsForThoseWhoMayWhatItSays() {
		as("ORDER_RECORD");
		assertThat(room.order()).isEqualTo("ordered");
		assertDenied(room::refund);
		as("REFUND_APPROVE", "MEMBER_READ");
		assertDenied(room::order);
		assertThat(room.refund()).isEqualTo("refunded");
	}

	@Test
	void whatStandsOnTheClassIsForMethodsThatSayNothing() {
		as("MEMBER_READ");
		assertThat(room.look()).isEqualTo("seen");
		as("ORDER_RECORD");
		assertDenied(room::look);
	}

	@Test
	void anExpressionIsStillEvaluated() {
		as("MEMBER_READ", "ORDER_RECORD");
		assertThat(room.both()).isEqualTo("both");
		as("MEMBER_READ");
		assertDenied(room::both);
		as("ORDER_RECORD");
		assertDenied(room::both);
	}

	@Test
	void nobodyMayAnything() {
		assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class).isThrownBy(room::order);
		SecurityContextHolder.getContext()
			.setAuthentication(
					new AnonymousAuthenticationToken("key", "nobody", AuthorityUtils.createAuthorityList("NOBODY")));
		assertDenied(room::order);
	}

	private static Room room() {
		ProxyFactory proxy = new ProxyFactory(new Room());
		proxy.setProxyTargetClass(true);
		proxy.addAdvisor(StaffConfiguration.askedBefore());
		return (Room) proxy.getProxy();
	}

	private static void as(String... authorities) {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ann", null, authorities));
	}

	private static void assertDenied(Runnable action) {
		assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(action::run);
	}

	/** What a service is. */
	@May(Permission.MEMBER_READ)
	static class Room {

		String look() {
			return "seen";
		}

		@May(Permission.ORDER_RECORD)
		String order() {
			return "ordered";
		}

		@May(Permission.REFUND_APPROVE)
		String refund() {
			return "refunded";
		}

		@PreAuthorize("hasAuthority('MEMBER_READ') and hasAuthority('ORDER_RECORD')")
		String both() {
			return "both";
		}

	}

}
