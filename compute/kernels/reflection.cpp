#include "compute/kernels/reflection.h"

#include <spirv_cross/spirv_cross.hpp>

#include <algorithm>
#include <exception>
#include <tuple>

namespace xpu::kernels {
namespace {

using spirv_cross::Compiler;
using spirv_cross::Resource;
using spirv_cross::SPIRType;

std::optional<Constant::Type> typeOf(const SPIRType& type)
{
    if (type.vecsize != 1 || type.columns != 1 || !type.array.empty())
        return std::nullopt;
    switch (type.basetype) {
    case SPIRType::Boolean:
        return Constant::Type::Bool;
    case SPIRType::Int:
        return Constant::Type::I32;
    case SPIRType::UInt:
        return Constant::Type::U32;
    case SPIRType::Int64:
        return Constant::Type::I64;
    case SPIRType::UInt64:
        return Constant::Type::U64;
    case SPIRType::Float:
        return Constant::Type::F32;
    case SPIRType::Double:
        return Constant::Type::F64;
    default:
        return std::nullopt;
    }
}

class Reflector {
public:
    Reflector(std::span<const std::uint32_t> words, const std::string& entry,
              const SpirvFacts& facts)
        : compiler_(words.data(), words.size()), facts_(facts)
    {
        compiler_.set_entry_point(entry, spv::ExecutionModelGLCompute);
    }

    Interface run()
    {
        // What is declared counts, used or not: that is what the ports were written for.
        const auto all = compiler_.get_shader_resources();
        for (const Resource& r : all.storage_buffers)
            addBinding(r, false);
        for (const Resource& r : all.uniform_buffers)
            addBinding(r, true);
        std::ranges::sort(out_.bindings, {},
                          [](const Binding& b) { return std::tuple(b.set, b.binding); });
        for (const auto* list :
             {&all.storage_images, &all.sampled_images, &all.atomic_counters, &all.separate_images,
              &all.separate_samplers, &all.subpass_inputs, &all.acceleration_structures})
            for (const Resource& r : *list)
                out_.foreign.push_back(r.name);
        for (const Resource& r : all.push_constant_buffers)
            addPush(r);
        addSpec();
        addLocal();
        out_.loops = facts_.loops;
        out_.sharedBytes = facts_.sharedBytes;
        return std::move(out_);
    }

private:
    void addBinding(const Resource& r, bool uniform)
    {
        Binding b;
        b.name = compiler_.get_name(r.id);
        b.block = compiler_.get_name(r.base_type_id);
        b.set = compiler_.get_decoration(r.id, spv::DecorationDescriptorSet);
        b.binding = compiler_.get_decoration(r.id, spv::DecorationBinding);
        b.uniform = uniform;
        b.written = facts_.written.contains(r.id);
        if (!compiler_.get_type(r.type_id).array.empty())
            out_.foreign.push_back(b.name.empty() ? b.block : b.name);
        out_.bindings.push_back(std::move(b));
    }

    void addPush(const Resource& r)
    {
        const SPIRType& block = compiler_.get_type(r.base_type_id);
        out_.pushBytes =
            static_cast<std::uint32_t>(compiler_.get_declared_struct_size(block) + 3) / 4 * 4;
        for (std::uint32_t i = 0; i < block.member_types.size(); ++i) {
            const std::string name = compiler_.get_member_name(r.base_type_id, i);
            const auto type = typeOf(compiler_.get_type(block.member_types[i]));
            if (!type)
                out_.foreign.push_back(name);
            else
                out_.push.push_back({name, *type, compiler_.type_struct_member_offset(block, i)});
        }
    }

    void addSpec()
    {
        for (const auto& constant : compiler_.get_specialization_constants()) {
            const auto& value = compiler_.get_constant(constant.id);
            std::string name = compiler_.get_name(constant.id);
            if (name.empty())
                name = std::to_string(constant.constant_id);
            if (const auto type = typeOf(compiler_.get_type(value.constant_type)))
                out_.spec.push_back({name, *type, constant.constant_id});
        }
    }

    void addLocal()
    {
        std::array<spirv_cross::SpecializationConstant, 3> special;
        compiler_.get_work_group_size_specialization_constants(special[0], special[1], special[2]);
        for (std::uint32_t axis = 0; axis < 3; ++axis) {
            out_.local[axis] = std::max(
                1U, compiler_.get_execution_mode_argument(spv::ExecutionModeLocalSize, axis));
            if (special[axis].id == spirv_cross::ID(0))
                continue;
            out_.localIds[axis] = special[axis].constant_id;
            out_.local[axis] = compiler_.get_constant(special[axis].id).scalar();
            // `local` sets it; it is not among what `spec` has to know by name.
            std::erase_if(out_.spec,
                          [&](const Constant& c) { return c.at == special[axis].constant_id; });
        }
    }

    Compiler compiler_;
    const SpirvFacts& facts_;
    Interface out_;
};

} // namespace

Result<Interface> reflected(std::span<const std::uint32_t> words, const std::string& entry,
                            const SpirvFacts& facts)
{
    try {
        return Reflector(words, entry, facts).run();
    } catch (const std::exception& e) { // the library reports what it does not understand so
        return fail(Errc::InvalidInput, e.what());
    }
}

} // namespace xpu::kernels
