/** Adapters that belong to this job, by the name of their preset. */
export const LORA_PRESETS = {
  '3DREAL light': {
    url: 'https://huggingface.co/fal/LTX-2.3-3DREAL-LoRA/resolve/main/3DREAL-light.safetensors',
    scale: 1,
  },
  '3DREAL strong': {
    url: 'https://v3b.fal.media/files/b/0a9fe083/H7caCyG_wt9hy_51tMEmu_3DREAL-strong.safetensors',
    scale: 1,
  },
  '3DREAL strong v2': {
    url: 'https://huggingface.co/fal/LTX-2.3-3DREAL-LoRA/resolve/main/3DREAL-strong-v2.safetensors',
    scale: 1,
  },
  HDR: {
    url: 'https://huggingface.co/Lightricks/LTX-2.3-22b-IC-LoRA-HDR/resolve/main/ltx-2.3-22b-ic-lora-hdr-0.9.safetensors',
    scale: 1,
  },
} as const;

/** Largest adapter that fal fetches. */
export const MAX_LORA_BYTES = 3e9;
