package io.guildhall.member;

import java.util.UUID;

import io.guildhall.shared.TenantEvent;

/** A person was erased; whoever keeps words about them forgets those. */
public record MemberErased(UUID organizationId, MemberId member) implements TenantEvent {
}
