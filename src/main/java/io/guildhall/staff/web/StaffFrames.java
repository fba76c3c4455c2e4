package io.guildhall.staff.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.guildhall.organization.OrganizationDetails;
import io.guildhall.shared.web.Frame;
import io.guildhall.staff.EntranceService;
import io.guildhall.staff.EntranceService.Entrance;
import io.guildhall.staff.StaffPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

/** The frame of the organization in the URL; it is made once per request. */
@Component
@RequiredArgsConstructor
class StaffFrames implements Frame.Source {

	private static final String FRAME = StaffFrames.class.getName() + ".frame";

	private final EntranceService entrances;

	@Override
	public @Nullable Frame frame() {
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
			return null;
		}
		HttpServletRequest request = attributes.getRequest();
		if (request.getAttribute(FRAME) instanceof Frame frame) {
			return frame;
		}
		Authentication login = SecurityContextHolder.getContext().getAuthentication();
		if (login == null || !(login.getPrincipal() instanceof StaffPrincipal principal)
				|| !(request.getAttribute(StaffFilter.ENTRANCE) instanceof Entrance entrance)) {
			return null;
		}
		Frame frame = frame(principal, entrance, Requests.isOfHtmx(request));
		request.setAttribute(FRAME, frame);
		return frame;
	}

	/**
	 * @param piece of a page, which does not show where else one could go
	 */
	private Frame frame(StaffPrincipal principal, Entrance entrance, boolean piece) {
		OrganizationDetails here = entrance.organization();
		List<Entrance> all = piece ? List.of(entrance) : entrances.all(principal.accountId());
		return new Frame(here.slug(), here.name(), here.zone(), here.currency(), here.demo(), principal.name(),
				entrance.role().name(),
				all.stream()
					.map(place -> new Frame.Place(place.organization().slug(), place.organization().name()))
					.toList());
	}

}
