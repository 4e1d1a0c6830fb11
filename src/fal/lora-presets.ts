/** Adapters that belong to this job, by the name of their preset. */
export const LORA_PRESETS = {
  '3DREAL strong': {
    url: 'https://v3b.fal.media/files/b/0a9fe083/H7caCyG_wt9hy_51tMEmu_3DREAL-strong.safetensors',
    scale: 1,
  },
  HDR: {
    url: 'https://huggingface.co/Lightricks/LTX-2.3-22b-IC-LoRA-HDR/resolve/main/ltx-2.3-22b-ic-lora-hdr-0.9.safetensors',
    scale: 1,
  },
} as const;
