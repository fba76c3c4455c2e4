package io.guildhall.staff.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import io.guildhall.shared.Tenancy;
import io.guildhall.staff.AccountDetails;
import io.guildhall.staff.EntranceService;
import io.guildhall.staff.EntranceService.Entrance;
import io.guildhall.staff.HouseService;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/**
 * Makes who is logged in the one who acts: as what they are now, in the organization of
 * the URL, whose data the thread works on until the request ends. The session itself
 * keeps no permission.
 */
@RequiredArgsConstructor
class StaffFilter extends OncePerRequestFilter {

	/** Request attribute: the {@link Entrance} to the organization of the URL. */
	static final String ENTRANCE = StaffFilter.class.getName() + ".entrance";

	private final EntranceService entrances;

	private final Tenancy tenancy;

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication login = SecurityContextHolder.getContext().getAuthentication();
		if (login == null || !(login.getPrincipal() instanceof StaffPrincipal session)) {
			chain.doFilter(request, response);
			return;
		}
		Optional<AccountDetails> account = entrances.account(session.accountId());
		if (account.isEmpty()) {
			SecurityContextHolder.clearContext();
			chain.doFilter(request, response);
			return;
		}
		String slug = Requests.slug(request);
		if (slug == null) {
			as(account.get(), null, request);
			chain.doFilter(request, response);
			return;
		}
		Optional<Entrance> entrance = entrances.enter(session.accountId(), slug);
		if (entrance.isPresent()) {
			Entrance entered = entrance.get();
			request.setAttribute(ENTRANCE, entered);
			as(account.get(), entered.isOpen(Requests.isReading(request)) ? entered.role() : null, request);
			if (request.getMethod().equals("GET") && Requests.path(request).equals("/o/" + slug)) {
				entrances.visited(session.accountId(), entered.organization().id());
			}
			Requests.goOn(tenancy, entered.organization().id(), chain, request, response);
		}
		else if (request.getDispatcherType() == DispatcherType.ERROR) {
			as(account.get(), null, request);
			chain.doFilter(request, response);
		}
		else {
			response.sendError(HttpServletResponse.SC_NOT_FOUND);
		}
	}

	/** For this request only: nothing of it is written into the session. */
	private static void as(AccountDetails account, @Nullable Role role, HttpServletRequest request) {
		StaffPrincipal principal = new StaffPrincipal(account.id(), account.name(), role, request.getRemoteAddr());
		Collection<GrantedAuthority> authorities = new ArrayList<>();
		if (role != null) {
			role.permissions().forEach(permission -> authorities.add(new SimpleGrantedAuthority(permission.name())));
		}
		if (account.houseAdministrator() && Requests.slug(request) == null) {
			authorities.add(new SimpleGrantedAuthority(HouseService.ADMINISTRATOR));
		}
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(
				UsernamePasswordAuthenticationToken.authenticated(principal, null, List.copyOf(authorities)));
		SecurityContextHolder.setContext(context);
	}

}
