package continuity.kit.cache;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Caffeine makes the name of a cache's class, and of its entries', from what was asked for: {@code MS} a maximum size,
 * {@code MW} a maximum weight, {@code A} and {@code W} an end after access or write, {@code R} a refresh. A new
 * combination needs its two names here.
 */
@RegisterForReflection(
        classNames = {
            "com.github.benmanes.caffeine.cache.SSMS",
            "com.github.benmanes.caffeine.cache.PSMS",
            "com.github.benmanes.caffeine.cache.SSMW",
            "com.github.benmanes.caffeine.cache.PSMW",
            "com.github.benmanes.caffeine.cache.SSMSA",
            "com.github.benmanes.caffeine.cache.PSAMS",
            "com.github.benmanes.caffeine.cache.SSMSW",
            "com.github.benmanes.caffeine.cache.PSWMS",
            "com.github.benmanes.caffeine.cache.SSMSR",
            "com.github.benmanes.caffeine.cache.PSRMS"
        })
final class CacheReflection {

    private CacheReflection() {}
}
