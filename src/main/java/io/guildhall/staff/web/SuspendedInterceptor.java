package io.guildhall.staff.web;

import org.springframework.web.servlet.HandlerInterceptor;

import io.guildhall.staff.EntranceService.Entrance;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Says clearly that an organization is suspended. What {@link StaffFilter} gives nobody
 * permission for is refused anyway; here it gets its reason.
 */
class SuspendedInterceptor implements HandlerInterceptor {

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (request.getDispatcherType() != DispatcherType.ERROR
				&& request.getAttribute(StaffFilter.ENTRANCE) instanceof Entrance entrance) {
			entrance.requireOpen(Requests.isReading(request));
		}
		return true;
	}

}
